package io.cellwitness.simulator.opcua.raw;

import java.time.Instant;
import java.util.List;

/** What an honest server with one changing value would answer. */
final class RawAnswers {

  static final String NAMESPACE = "urn:cellwitness:raw";

  private static final String NONE = "http://opcfoundation.org/UA/SecurityPolicy#None";
  private static final String BINARY =
      "http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary";

  private static final long SERVER_ARRAY = 2254;
  private static final long NAMESPACE_ARRAY = 2255;
  private static final long CURRENT_TIME = 2258;
  private static final long MAX_NODES_PER_READ = 11_705;

  private static final long BAD_SERVICE_UNSUPPORTED = 0x800B_0000L;
  private static final long BAD_MESSAGE_NOT_AVAILABLE = 0x807B_0000L;
  private static final long BAD_SUBSCRIPTION_ID_INVALID = 0x8028_0000L;

  private RawAnswers() {}

  static byte[] to(UaRequest request, String url, Instant now) {
    long handle = request.handle();
    return switch (request.type()) {
      case RawUaServer.GET_ENDPOINTS -> endpoints(UaBytes.answer(431, handle, 0, now), url).done();
      case RawUaServer.CREATE_SESSION -> session(UaBytes.answer(464, handle, 0, now), url);
      case RawUaServer.ACTIVATE_SESSION ->
          UaBytes.answer(470, handle, 0, now).bytes(new byte[32]).u32(-1).u32(-1).done();
      case RawUaServer.CLOSE_SESSION -> UaBytes.answer(476, handle, 0, now).done();
      case RawUaServer.READ -> values(request, now);
      case RawUaServer.BROWSE -> leaves(request, now);
      case RawUaServer.CREATE_SUBSCRIPTION ->
          UaBytes.answer(790, handle, 0, now).u32(1).f64(100).u32(10_000).u32(30).done();
      case RawUaServer.CREATE_MONITORED_ITEMS -> items(request, now);
      case RawUaServer.DELETE_SUBSCRIPTIONS ->
          UaBytes.answer(850, handle, 0, now).u32(1).u32(0).u32(-1).done();
      case RawUaServer.TRANSFER_SUBSCRIPTIONS ->
          UaBytes.answer(844, handle, 0, now)
              .u32(1)
              .u32(BAD_SUBSCRIPTION_ID_INVALID)
              .u32(-1)
              .u32(-1)
              .done();
      case RawUaServer.REPUBLISH ->
          UaBytes.answer(397, handle, BAD_MESSAGE_NOT_AVAILABLE, now).done();
      default -> UaBytes.answer(397, handle, BAD_SERVICE_UNSUPPORTED, now).done();
    };
  }

  private static UaBytes endpoints(UaBytes out, String url) {
    out.u32(1).text(url).text("urn:raw").text(null).u8(2).text("raw").u32(0);
    out.text(null).text(null).u32(-1).u32(-1).u32(1).text(NONE);
    out.u32(1).text("anonymous").u32(0).text(null).text(null).text(null);
    return out.text(BINARY).u8(0);
  }

  private static byte[] session(UaBytes out, String url) {
    out.node(1001).node(1002).f64(60_000).bytes(new byte[32]).u32(-1);
    return endpoints(out, url).u32(-1).text(null).u32(-1).u32(0).done();
  }

  private static byte[] values(UaRequest request, Instant now) {
    List<Long> nodes = request.nodesToRead();
    UaBytes out = UaBytes.answer(634, request.handle(), 0, now).u32(nodes.size());
    for (long node : nodes) {
      out.value(variant(node, now), now);
    }
    return out.u32(-1).done();
  }

  private static UaBytes variant(long node, Instant now) {
    if (node == NAMESPACE_ARRAY) {
      return new UaBytes()
          .u8(0x80 | 12)
          .u32(2)
          .text("http://opcfoundation.org/UA/")
          .text(NAMESPACE);
    }
    if (node == SERVER_ARRAY) {
      return new UaBytes().u8(0x80 | 12).u32(1).text("urn:raw");
    }
    if (node == CURRENT_TIME) {
      return new UaBytes().u8(13).date(now);
    }
    if (node == MAX_NODES_PER_READ) {
      return new UaBytes().u8(7).u32(0);
    }
    return number(now);
  }

  /** A current that changes all the time. */
  static UaBytes number(Instant now) {
    return new UaBytes().u8(11).f64(40 + now.getNano() / 1e9);
  }

  private static byte[] leaves(UaRequest request, Instant now) {
    int asked = request.asked(true);
    UaBytes out = UaBytes.answer(530, request.handle(), 0, now).u32(asked);
    return out.repeat(asked, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0).u32(-1).done();
  }

  private static byte[] items(UaRequest request, Instant now) {
    int count = request.clientHandles().size();
    UaBytes out = UaBytes.answer(754, request.handle(), 0, now).u32(count);
    for (int i = 1; i <= count; i++) {
      out.u32(0).u32(i).f64(100).u32(10).u8(0).u8(0).u8(0);
    }
    return out.u32(-1).done();
  }
}

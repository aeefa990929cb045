package io.cellwitness.can;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Value;
import io.cellwitness.can.elm.ElmLines;
import io.cellwitness.can.isotp.Messages.Message;
import io.cellwitness.can.profile.Broadcast;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.ReadRequest;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.uds.Adapter.Exchange;
import io.cellwitness.can.uds.Answer;
import io.cellwitness.can.uds.Echo;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Turns one recorded answer into signals, without an adapter: for the command line and for tests.
 */
public final class AnswerDecoder {

  private static final int LONGEST_TEXT = 100_000;

  private AnswerDecoder() {}

  /**
   * Decodes one answer.
   *
   * @param profile what the bytes mean
   * @param request who was asked what: {@code 7E4:220101}; or the identifier of a broadcast frame,
   *     whose response is its data
   * @param response the message in hex ({@code 62 01 01 FF…}), or the CAN frames it came in, one a
   *     line, each its identifier and its data ({@code 7EC103E620101FFF7E7}); a line of the
   *     adapter's own such as NO DATA may stand among them
   * @return each signal of the request; without value where the answer has none
   * @throws DriverException of kind BAD_DATA when the profile does not know the request, or the
   *     response is longer than any answer
   */
  public static List<Decoded> decode(VehicleProfile profile, String request, String response)
      throws DriverException {
    if (response.length() > LONGEST_TEXT) {
      throw new DriverException(Kind.BAD_DATA, "the response is longer than any answer");
    }
    Optional<Broadcast> broadcast = broadcast(profile, request);
    if (broadcast.isPresent()) {
      return frame(broadcast.get(), response);
    }
    ReadRequest known =
        profile
            .request(request.replace(" ", ""))
            .orElseThrow(
                () ->
                    new DriverException(
                        Kind.BAD_DATA,
                        "profile " + profile.id() + " has no request '" + request + "'"));
    List<String> lines =
        response.lines().filter(line -> !line.isBlank() && !isEcho(line, known)).toList();
    Optional<byte[]> message = message(lines);
    if (message.isPresent() && answers(known, message.get())) {
      return decoded(known, List.of(message.get()));
    }
    ElmLines.Answer answer = ElmLines.read(lines, known.ecu());
    Exchange exchange = answer.exchange();
    List<byte[]> messages = exchange.messages().stream().map(Message::payload).toList();
    // A log may hold a cut answer beside a whole one. The whole one is proved by its own length and
    // sequence; only what the adapter itself complained of makes it suspect.
    boolean suspect = !answer.troubles().isEmpty() || messages.isEmpty();
    return suspect && !exchange.damage().isEmpty()
        ? known.absent(missing(exchange.damage().get(0)))
        : decoded(known, messages);
  }

  private static Optional<Broadcast> broadcast(VehicleProfile profile, String request) {
    String id = request.strip().toUpperCase(Locale.ROOT);
    return profile.broadcasts().stream().filter(b -> b.idHex().equals(id)).findFirst();
  }

  private static List<Decoded> frame(Broadcast broadcast, String response) throws DriverException {
    String hex = response.replaceAll("\\s", "");
    if (!hex.matches("([0-9A-Fa-f]{2}){0,8}")) {
      throw new DriverException(
          Kind.BAD_DATA, "frame " + broadcast.idHex() + " needs 0 to 8 bytes in hex as response");
    }
    return broadcast.decode(HexFormat.of().parseHex(hex));
  }

  /** Terminals record what was typed too, with the prompt and the number of answers to wait for. */
  private static boolean isEcho(String line, ReadRequest request) {
    String typed = line.replaceAll("[\\s>]", "").toUpperCase(Locale.ROOT);
    return typed.matches(request.sendHex() + "[0-9A-F]?");
  }

  private static Optional<byte[]> message(List<String> lines) {
    String hex = String.join("", lines).replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    return hex.length() >= 2 && hex.length() % 2 == 0 && hex.matches("[0-9A-F]+")
        ? Optional.of(HexFormat.of().parseHex(hex))
        : Optional.empty();
  }

  private static boolean answers(ReadRequest request, byte[] message) {
    return Echo.data(request.bytes(), message).isPresent()
        || Echo.refusal(request.bytes(), message).isPresent();
  }

  private static List<Decoded> decoded(ReadRequest request, List<byte[]> messages) {
    Value none = missing("no answer to this request");
    for (byte[] message : messages) {
      Optional<byte[]> data = Echo.data(request.bytes(), message);
      if (data.isPresent()) {
        return request.decode(data.get());
      }
      OptionalInt refusal = Echo.refusal(request.bytes(), message);
      if (refusal.isPresent()) {
        none = missing(new Answer.Refused(refusal.getAsInt()).reason());
      }
    }
    return request.absent(none);
  }

  private static Value missing(String reason) {
    return new Value.Absent(Quality.MISSING, reason);
  }
}

package io.cellwitness.opcua;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.SourceTools;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.probe.ServerProbe;
import io.cellwitness.opcua.trust.CertificateFiles;
import io.cellwitness.opcua.trust.CertificateNames;
import io.cellwitness.opcua.trust.DiskTrouble;
import io.cellwitness.opcua.trust.StateFolder;
import io.cellwitness.opcua.trust.TrustList;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code probe opcua …} and {@code trust add|remove|list opcua …}. */
public final class OpcUaTools implements SourceTools {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public String scheme() {
    return OpcUaDriverProvider.SCHEME;
  }

  @Override
  public Answer probe(String target, DriverContext context)
      throws DriverException, InterruptedException {
    SourceAddress address = SourceAddress.parse(scheme() + ":" + target);
    OpcUaSource source = Addresses.source(address);
    boolean policyNamed = address.fragment().isPresent() || source.hash().isPresent();
    Path pki = StateFolder.pki(context);
    return new ServerProbe(Library.links(pki, context.time()), context).run(source, policyNamed);
  }

  @Override
  public Answer trust(String what, DriverContext context) throws DriverException {
    return answer("trusted from now on", "trusted", list(context).add(what));
  }

  @Override
  public Answer distrust(String what, DriverContext context) throws DriverException {
    return answer("trusted no longer", "removed", list(context).remove(what));
  }

  private static Answer answer(String says, String key, X509Certificate certificate) {
    ObjectNode node = JSON.createObjectNode();
    describe(node.putObject(key), certificate);
    return new Answer(List.of(says + ": " + line(certificate)), JSON.writeValueAsString(node));
  }

  @Override
  public Answer trusted(DriverContext context) throws DriverException {
    TrustList list = list(context);
    try {
      List<String> lines = new ArrayList<>();
      ObjectNode node = JSON.createObjectNode();
      show("trusted", list.trusted(), lines, node);
      show("issuer", list.issuers(), lines, node);
      show("rejected", list.rejected(), lines, node);
      return new Answer(lines, JSON.writeValueAsString(node));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static void show(
      String kind, List<X509Certificate> certificates, List<String> lines, ObjectNode node) {
    ArrayNode array = node.putArray(kind);
    for (X509Certificate certificate : certificates) {
      lines.add(kind + "  " + line(certificate));
      describe(array.addObject(), certificate);
    }
  }

  private static TrustList list(DriverContext context) throws DriverException {
    try {
      return TrustList.open(StateFolder.pki(context));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static DriverException unreadable(IOException e) {
    return new DriverException(
        DriverException.Kind.INPUT_OUTPUT,
        "the OPC UA trust list cannot be used: " + DiskTrouble.of(e),
        e);
  }

  private static String line(X509Certificate certificate) {
    return CertificateFiles.sha256(certificate)
        + "  "
        + String.join(", ", CertificateNames.of(certificate).uris())
        + "  until "
        + certificate.getNotAfter().toInstant();
  }

  private static void describe(ObjectNode node, X509Certificate certificate) {
    node.put("sha256", CertificateFiles.sha256(certificate));
    node.put("notAfter", certificate.getNotAfter().toInstant().toString());
    CertificateNames.of(certificate).uris().forEach(node.putArray("applicationUris")::add);
  }
}

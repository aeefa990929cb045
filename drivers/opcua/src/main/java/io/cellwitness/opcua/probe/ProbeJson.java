package io.cellwitness.opcua.probe;

import io.cellwitness.opcua.link.EndpointFacts;
import io.cellwitness.opcua.trust.CertificateFiles;
import io.cellwitness.opcua.trust.CertificateNames;
import java.security.cert.X509Certificate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a probe found, for programs. */
final class ProbeJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ObjectNode root = JSON.createObjectNode();

  ProbeJson() {
    root.putArray("endpoints");
    root.putArray("certificates");
  }

  void endpoint(EndpointFacts endpoint) {
    ObjectNode node = root.withArray("endpoints").addObject();
    node.put("url", endpoint.url());
    node.put("application", endpoint.applicationUri());
    node.put("policy", endpoint.policy());
    node.put("mode", endpoint.mode());
    node.put("usable", endpoint.usable());
    endpoint.identities().forEach(node.putArray("identities")::add);
  }

  void certificate(X509Certificate certificate, CertificateNames names) {
    ObjectNode node = root.withArray("certificates").addObject();
    node.put("sha256", CertificateFiles.sha256(certificate));
    node.put("notAfter", certificate.getNotAfter().toInstant().toString());
    names.uris().forEach(node.putArray("applicationUris")::add);
    names.hosts().forEach(node.putArray("hosts")::add);
  }

  void problem(String sentence) {
    root.put("problem", sentence);
  }

  void proposal(int variables, boolean complete, Proposal proposal) {
    root.put("variables", variables);
    root.put("complete", complete);
    root.set("source", proposal.json());
  }

  String text() {
    return JSON.writeValueAsString(root);
  }
}

package io.cellwitness.opcua.probe;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Signal;
import io.cellwitness.api.SourceTools;
import io.cellwitness.opcua.config.MessageMode;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.config.Policy;
import io.cellwitness.opcua.config.Security;
import io.cellwitness.opcua.link.EndpointFacts;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.Printable;
import io.cellwitness.opcua.link.UaLink;
import io.cellwitness.opcua.link.UaLinks;
import io.cellwitness.opcua.trust.CertificateFiles;
import io.cellwitness.opcua.trust.CertificateNames;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows what a server offers, who it says it is, and what a source file for it would say. */
public final class ServerProbe {

  private final UaLinks links;
  private final DriverContext context;
  private final List<String> lines = new ArrayList<>();
  private final ProbeJson json = new ProbeJson();

  /**
   * A probe for one server.
   *
   * @param links makes the links
   * @param context clock
   */
  public ServerProbe(UaLinks links, DriverContext context) {
    this.links = links;
    this.context = context;
  }

  /**
   * Probes.
   *
   * @param source whom and how
   * @param policyNamed whether the operator named the policy; otherwise the best that is offered is
   *     used, but never None
   * @return what was found; a server that cannot be browsed is described as far as it goes
   * @throws DriverException when nothing answers
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public SourceTools.Answer run(OpcUaSource source, boolean policyNamed)
      throws DriverException, InterruptedException {
    List<EndpointFacts> endpoints;
    try {
      endpoints = links.endpoints(source.endpoint());
    } catch (LinkException e) {
      throw new DriverException(DriverException.Kind.UNAVAILABLE, e.getMessage(), e);
    }
    endpoints.forEach(this::show);
    endpoints.stream().flatMap(e -> e.certificate().stream()).distinct().forEach(this::show);
    OpcUaSource used = policyNamed ? source : withBestPolicy(source, endpoints);
    try (UaLink link = links.open(used)) {
      browse(link, used);
    } catch (LinkException e) {
      lines.add("not browsed: " + e.getMessage());
      json.problem(e.getMessage());
    }
    return new SourceTools.Answer(lines, json.text());
  }

  private void show(EndpointFacts endpoint) {
    lines.add(
        "endpoint "
            + endpoint.url()
            + "  "
            + endpoint.policy()
            + "/"
            + endpoint.mode()
            + (endpoint.usable() ? "" : " (not used: deprecated or unknown)")
            + "  users: "
            + String.join(", ", endpoint.identities()));
    json.endpoint(endpoint);
  }

  private void show(X509Certificate certificate) {
    CertificateNames names = CertificateNames.of(certificate);
    lines.add("certificate SHA-256 " + CertificateFiles.sha256(certificate));
    lines.add("  valid until " + certificate.getNotAfter().toInstant());
    lines.add("  application " + Printable.text(String.join(", ", names.uris())));
    lines.add("  hosts " + Printable.text(String.join(", ", names.hosts())));
    json.certificate(certificate, names);
  }

  private static OpcUaSource withBestPolicy(OpcUaSource source, List<EndpointFacts> offered) {
    for (Policy policy :
        List.of(
            source.security().policy(),
            Policy.AES256_SHA256_RSAPSS,
            Policy.AES128_SHA256_RSAOAEP)) {
      for (MessageMode mode : List.of(MessageMode.SIGN_AND_ENCRYPT, MessageMode.SIGN)) {
        if (offered.stream()
            .anyMatch(e -> e.policy().equals(policy.label()) && e.mode().equals(mode.label()))) {
          return source.withSecurity(
              new Security(policy, mode, Optional.empty(), Optional.empty()));
        }
      }
    }
    return source;
  }

  private void browse(UaLink link, OpcUaSource source) throws LinkException, InterruptedException {
    Deadline deadline = new Deadline(context.time());
    ServerTour tour = ServerTour.walk(link, deadline);
    Proposal proposal = new Proposal(source);
    boolean complete = propose(link, tour, proposal, deadline) && tour.complete();
    lines.add(
        "server "
            + link.server().applicationName()
            + ", "
            + tour.variables().size()
            + " variables seen"
            + (complete ? "" : "; there are more"));
    if (proposal.isEmpty()) {
      lines.add("nothing in it looks like a battery");
    } else {
      lines.add("proposed source file (check every line, the sign of the current above all):");
      lines.add(proposal.text());
    }
    json.proposal(tour.variables().size(), complete, proposal);
  }

  /** Asks for the units of what is proposed; false when time ran out meanwhile. */
  private static boolean propose(UaLink link, ServerTour tour, Proposal proposal, Deadline deadline)
      throws LinkException, InterruptedException {
    for (Spot spot : tour.variables()) {
      Optional<Signal> known = KnownBattery.signal(spot);
      Optional<Signal> signal =
          known.or(() -> BatteryWords.guess(spot.path())).filter(proposal::wants);
      if (signal.isPresent()) {
        if (deadline.passed()) {
          return false;
        }
        Optional<String> shown = link.unit(spot.child().node());
        proposal.add(spot, signal.get(), shown, known.isPresent());
      }
    }
    return true;
  }
}

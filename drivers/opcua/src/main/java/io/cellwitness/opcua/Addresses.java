package io.cellwitness.opcua;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.opcua.config.EndpointUrl;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.config.Policy;
import io.cellwitness.opcua.config.Security;
import io.cellwitness.opcua.config.SourceFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** What follows {@code opcua:} on the command line. */
final class Addresses {

  private static final String URL = "opc.tcp://";

  private Addresses() {}

  static OpcUaSource source(SourceAddress address) throws DriverException {
    String target = address.target();
    if (target.startsWith(URL)) {
      return url(target, address.fragment());
    }
    if (target.isBlank() || address.fragment().isPresent() || target.contains("://")) {
      throw usage("'" + address + "' is no OPC UA source");
    }
    try {
      return SourceFile.read(Path.of(target));
    } catch (InvalidPathException e) {
      throw usage("'" + target + "' is no file name");
    }
  }

  static OpcUaSource url(String url, Optional<String> policyName) throws DriverException {
    Optional<String> problem = EndpointUrl.problem(url);
    if (problem.isPresent()) {
      throw usage("'" + url + "' " + problem.get());
    }
    Policy policy = Security.DEFAULT.policy();
    if (policyName.isPresent()) {
      policy =
          Policy.of(policyName.get())
              .orElseThrow(
                  () ->
                      usage(
                          "'"
                              + policyName.get()
                              + "' is no security policy CellWitness uses ("
                              + Policy.labels()
                              + ")"));
    }
    return OpcUaSource.ofUrl(url, Security.of(policy));
  }

  private static DriverException usage(String problem) {
    return new DriverException(
        DriverException.Kind.USAGE,
        problem + "; write opcua:FILE.json or opcua:opc.tcp://HOST:PORT[/PATH][#POLICY]");
  }
}

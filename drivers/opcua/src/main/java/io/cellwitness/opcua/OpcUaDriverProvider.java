package io.cellwitness.opcua;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.trust.StateFolder;
import java.util.Set;

/**
 * Makes drivers for {@code opcua:FILE.json} and {@code opcua:opc.tcp://HOST:PORT[/PATH][#POLICY]}.
 */
public final class OpcUaDriverProvider implements DriverProvider {

  /** The scheme of OPC UA sources. */
  public static final String SCHEME = "opcua";

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public String description() {
    return "OPC UA servers: test benches, chargers, storage packs";
  }

  @Override
  public Driver create(SourceAddress address, DriverContext context) throws DriverException {
    OpcUaSource source = Addresses.source(address);
    return new OpcUaDriver(
        source, context, Library.links(StateFolder.pki(context), context.time()));
  }
}

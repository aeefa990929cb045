package io.cellwitness.gateway.base;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.SourceTools;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The drivers of this installation, by scheme. */
public final class Drivers {

  private final Map<String, DriverProvider> byScheme = new TreeMap<>();

  private Drivers(Iterable<DriverProvider> providers) {
    for (DriverProvider provider : providers) {
      for (String scheme : provider.schemes()) {
        DriverProvider other = byScheme.putIfAbsent(scheme, provider);
        if (other != null) {
          throw new IllegalStateException(
              "two drivers for '" + scheme + "': " + other.getClass() + ", " + provider.getClass());
        }
      }
    }
  }

  /**
   * Finds the drivers on the class path.
   *
   * @return all of them
   * @throws IllegalStateException when two serve the same scheme
   */
  public static Drivers installed() {
    return new Drivers(ServiceLoader.load(DriverProvider.class));
  }

  /**
   * Drivers given by hand, for tests.
   *
   * @param providers any
   * @return the registry
   */
  public static Drivers of(Iterable<DriverProvider> providers) {
    return new Drivers(providers);
  }

  /**
   * The schemes that can be read.
   *
   * @return for example {@code elm327} and {@code replay}
   */
  public Set<String> schemes() {
    return Set.copyOf(byScheme.keySet());
  }

  /**
   * Makes the driver of an address.
   *
   * @param address where to read
   * @param context what the driver is given
   * @return the driver, not yet connected
   * @throws DriverException USAGE when no installed driver serves the scheme
   */
  public Driver create(SourceAddress address, DriverContext context) throws DriverException {
    DriverProvider provider = byScheme.get(address.scheme());
    if (provider == null) {
      throw missing(address.scheme());
    }
    return provider.create(address, context);
  }

  /**
   * What sources of one kind offer besides being read.
   *
   * @param scheme for example {@code opcua}
   * @return the tools
   * @throws DriverException USAGE when this installation has none for that scheme
   */
  public SourceTools tools(String scheme) throws DriverException {
    for (SourceTools tools : ServiceLoader.load(SourceTools.class)) {
      if (tools.scheme().equals(scheme)) {
        return tools;
      }
    }
    throw missing(scheme);
  }

  private DriverException missing(String scheme) {
    String remedy =
        scheme.equals("opcua")
            ? "; the OPC UA part is not installed here (package cellwitness-opcua)"
            : "; use one of " + String.join(":, ", byScheme.keySet()) + ":";
    return new DriverException(
        DriverException.Kind.USAGE,
        "no driver reads sources of the kind '" + scheme + ":'" + remedy);
  }
}

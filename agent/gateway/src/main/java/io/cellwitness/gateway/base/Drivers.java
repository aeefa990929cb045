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
import java.util.function.Supplier;

/** The drivers of this installation, by scheme. */
public final class Drivers {

  private final Supplier<Iterable<DriverProvider>> providers;
  private Map<String, DriverProvider> found;

  private Drivers(Supplier<Iterable<DriverProvider>> providers) {
    this.providers = providers;
  }

  /** Looked for only when asked: that opens every library, and most verbs read no source. */
  private synchronized Map<String, DriverProvider> byScheme() {
    if (found == null) {
      found = find(providers.get());
    }
    return found;
  }

  private static Map<String, DriverProvider> find(Iterable<DriverProvider> providers) {
    Map<String, DriverProvider> byScheme = new TreeMap<>();
    for (DriverProvider provider : providers) {
      for (String scheme : provider.schemes()) {
        DriverProvider other = byScheme.putIfAbsent(scheme, provider);
        if (other != null) {
          throw new IllegalStateException(
              "two drivers for '" + scheme + "': " + other.getClass() + ", " + provider.getClass());
        }
      }
    }
    return byScheme;
  }

  /**
   * The drivers on the class path. Two that serve the same scheme are an IllegalStateException at
   * the first use.
   *
   * @return all of them
   */
  public static Drivers installed() {
    return new Drivers(() -> ServiceLoader.load(DriverProvider.class));
  }

  /**
   * Drivers given by hand, for tests.
   *
   * @param providers any
   * @return the registry
   */
  public static Drivers of(Iterable<DriverProvider> providers) {
    Drivers drivers = new Drivers(() -> providers);
    drivers.byScheme();
    return drivers;
  }

  /**
   * The schemes that can be read.
   *
   * @return for example {@code elm327} and {@code replay}
   */
  public Set<String> schemes() {
    return Set.copyOf(byScheme().keySet());
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
    DriverProvider provider = byScheme().get(address.scheme());
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
            : "; use one of " + String.join(":, ", byScheme().keySet()) + ":";
    return new DriverException(
        DriverException.Kind.USAGE,
        "no driver reads sources of the kind '" + scheme + ":'" + remedy);
  }
}

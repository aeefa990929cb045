package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.SourceAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** An installation may leave out Milo and what it needs, to save 20 MB. */
class MissingLibraryTest {

  /** Sees what the tests see, but neither Milo nor Bouncy Castle, and our classes anew. */
  private static final class Without extends URLClassLoader {

    Without(URL[] ours) {
      super(ours, MissingLibraryTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.eclipse.milo.") || name.startsWith("org.bouncycastle.")) {
        throw new ClassNotFoundException(name);
      }
      if (name.startsWith("io.cellwitness.opcua.")) {
        synchronized (getClassLoadingLock(name)) {
          Class<?> loaded = findLoadedClass(name);
          return loaded == null ? findClass(name) : loaded;
        }
      }
      return super.loadClass(name, resolve);
    }
  }

  @Test
  void theProviderIsThereAndSaysWhatIsMissing() throws Exception {
    URL ours = OpcUaDriverProvider.class.getProtectionDomain().getCodeSource().getLocation();
    try (Without loader = new Without(new URL[] {ours})) {
      List<DriverProvider> found = new ArrayList<>();
      ServiceLoader.load(DriverProvider.class, loader).forEach(found::add);
      DriverProvider provider =
          found.stream()
              .filter(p -> p.getClass().getClassLoader() == loader)
              .findFirst()
              .orElseThrow();
      assertTrue(provider.schemes().contains("opcua"));
      DriverContext context =
          new DriverContext(new RealTime(), Optional.empty(), List.of(), note -> {});
      DriverException e =
          assertThrows(
              DriverException.class,
              () ->
                  provider.create(SourceAddress.parse("opcua:opc.tcp://127.0.0.1:4840"), context));
      assertEquals(DriverException.Kind.CONFIGURATION, e.kind());
      assertTrue(e.getMessage().contains("has no OPC UA library"), e.getMessage());
    }
  }
}

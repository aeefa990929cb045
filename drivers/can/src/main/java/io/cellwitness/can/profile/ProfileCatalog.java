package io.cellwitness.can.profile;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The vehicle profiles at hand: the workshop's own before those that come with CellWitness. */
public final class ProfileCatalog {

  /** Profiles in the jar. A jar cannot be listed, so they are named; a test compares the folder. */
  static final List<String> BUILT_IN =
      List.of(
          "audi-porsche",
          "bmw-i3",
          "byd-atto3",
          "dacia-spring",
          "ford-ev",
          "geely-sea",
          "generic-obd",
          "gm-bolt",
          "hyundai-kia-400v",
          "hyundai-kia-egmp",
          "jaguar-i-pace",
          "mg-ev",
          "nissan-leaf",
          "renault-29bit",
          "renault-zoe-ph1",
          "smart-eq",
          "stellantis-ecmp",
          "tesla-model-3-y",
          "toyota-bz4x",
          "volvo-polestar-cma",
          "vw-eup-egolf",
          "vw-meb",
          "zev-on-uds",
          "zev-on-uds-29");

  /** What any car must answer; also the profile of a car nobody knows. */
  public static final String GENERIC = "generic-obd";

  private static final long LARGEST_FILE_BYTES = 2_000_000;

  private final Map<String, VehicleProfile> byId;

  private ProfileCatalog(Map<String, VehicleProfile> byId) {
    this.byId = byId;
  }

  /**
   * Reads all profiles.
   *
   * @param directories the workshop's own folders; the first one wins where ids are equal
   * @return the catalog
   * @throws DriverException of kind CONFIGURATION when a profile is wrong, INPUT_OUTPUT when a
   *     folder cannot be read
   */
  public static ProfileCatalog load(List<Path> directories) throws DriverException {
    Map<String, VehicleProfile> byId = new LinkedHashMap<>();
    for (Path directory : directories) {
      for (Path file : jsonFilesOf(directory)) {
        VehicleProfile profile = read(file.toString(), bytesOf(file));
        byId.putIfAbsent(profile.id(), profile);
      }
    }
    for (String name : BUILT_IN) {
      VehicleProfile profile = read(name + ".json", builtIn(name));
      byId.putIfAbsent(profile.id(), profile);
    }
    List<ReadRequest> generic = byId.get(GENERIC).requests();
    byId.replaceAll((id, profile) -> id.equals(GENERIC) ? profile : profile.withGeneric(generic));
    return new ProfileCatalog(byId);
  }

  private static VehicleProfile read(String file, byte[] bytes) throws DriverException {
    try {
      return ProfileReader.read(file, bytes);
    } catch (ProfileException e) {
      throw new DriverException(Kind.CONFIGURATION, e.getMessage(), e);
    }
  }

  private static List<Path> jsonFilesOf(Path directory) throws DriverException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "*.json")) {
      stream.forEach(files::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new DriverException(
          Kind.INPUT_OUTPUT, "the folder of vehicle profiles " + directory + " cannot be read", e);
    }
    files.sort(null);
    return files;
  }

  private static byte[] bytesOf(Path file) throws DriverException {
    try {
      if (Files.size(file) > LARGEST_FILE_BYTES) {
        throw new DriverException(
            Kind.CONFIGURATION, "vehicle profile " + file + " is larger than any profile");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DriverException(
          Kind.INPUT_OUTPUT, "vehicle profile " + file + " cannot be read", e);
    }
  }

  private static byte[] builtIn(String name) {
    try (InputStream in =
        ProfileCatalog.class.getResourceAsStream(
            "/io/cellwitness/can/vehicles/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("profile " + name + " is missing in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("profile " + name + " in the jar cannot be read", e);
    }
  }

  /**
   * All profiles.
   *
   * @return the workshop's own first
   */
  public List<VehicleProfile> list() {
    return List.copyOf(byId.values());
  }

  /**
   * Finds a profile by its id.
   *
   * @param id for example {@code hyundai-kia-400v}
   * @return the profile
   * @throws DriverException of kind BAD_DATA that names the ids there are
   */
  public VehicleProfile byId(String id) throws DriverException {
    VehicleProfile profile = byId.get(id);
    if (profile == null) {
      throw new DriverException(
          Kind.BAD_DATA,
          "there is no vehicle profile '"
              + id
              + "'; there are "
              + String.join(", ", byId.keySet()));
    }
    return profile;
  }

  /**
   * Finds the profile of a model. A model or year no profile names has none: there is no default.
   *
   * @param model make and model, written freely: {@code Kia Niro EV}, {@code Kia-Niro-EV}
   * @param year model year
   * @return the profile, or empty
   */
  public Optional<VehicleProfile> forModel(String model, int year) {
    return byId.values().stream()
        .filter(
            p ->
                p.models().stream()
                    .anyMatch(
                        m -> m.isCalled(model) && m.firstYear() <= year && year <= m.lastYear()))
        .findFirst();
  }

  /**
   * The models all profiles name.
   *
   * @return one line
   */
  public String models() {
    return byId.values().stream()
        .flatMap(p -> p.models().stream())
        .map(m -> m.make() + " " + m.name())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}

package io.cellwitness.gateway.cli;

import io.cellwitness.api.DriverException;
import io.cellwitness.can.profile.PackVariant;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at vehicle profiles. */
@Command(
    name = "vehicles",
    synopsisSubcommandLabel = "list|show|decode|import|lint|card",
    description =
        "Vehicle profiles: list them, show one, decode a recorded answer, import a list of signals,"
            + " check a file, learn a card.")
public final class VehiclesCommand extends VerbGroup {

  /** Lists all profiles. */
  @Command(name = "list", description = "List the vehicle profiles.")
  public static final class ListAll implements Callable<Integer> {

    @Mixin private CommonOptions common;

    private final Console console;
    private final SettingsSource settingsSource;

    /**
     * Makes the verb.
     *
     * @param tools what it works with
     */
    public ListAll(Tools tools) {
      this.console = tools.console();
      this.settingsSource = tools.settings();
    }

    @Override
    public Integer call() throws Failure, DriverException {
      for (VehicleProfile profile : catalog(settingsSource, common).list()) {
        console.emit(
            Console.event("profile")
                .put("id", profile.id())
                .put("title", profile.title())
                .put("requests", profile.requests().size())
                .put("broadcasts", profile.broadcasts().size())
                .put("unverified", profile.unverified())
                .put("hash", profile.hash()));
        console.say(
            String.format(
                Locale.ROOT,
                "%-24s %s (%s%s)",
                profile.id(),
                profile.title(),
                profile.isPassive()
                    ? profile.broadcasts().size() + " broadcast frames"
                    : profile.requests().size() + " requests",
                profile.unverified() ? ", imported and unverified" : ""));
      }
      return ExitCode.OK.number();
    }
  }

  /** Shows one profile. */
  @Command(name = "show", description = "Show what a profile knows of its cars.")
  public static final class Show implements Callable<Integer> {

    private static final int MOST_SUGGESTIONS = 3;
    private static final int SHORTEST_WORD = 4;

    @Parameters(paramLabel = "ID", description = "The profile's id.")
    String id;

    @Mixin private CommonOptions common;

    private final Console console;
    private final SettingsSource settingsSource;

    /**
     * Makes the verb.
     *
     * @param tools what it works with
     */
    public Show(Tools tools) {
      this.console = tools.console();
      this.settingsSource = tools.settings();
    }

    @Override
    public Integer call() throws Failure, DriverException {
      VehicleProfile profile = known(catalog(settingsSource, common));
      ObjectNode event = Console.event("profile");
      event.put("id", profile.id()).put("title", profile.title()).put("hash", profile.hash());
      event.put("unverified", profile.unverified());
      console.say(profile.id() + ": " + profile.title());
      if (profile.unverified()) {
        console.say("imported; nobody has checked it yet");
      }
      console.say("SHA-256 " + profile.hash());
      ArrayNode models = event.putArray("models");
      for (VehicleProfile.Model model : profile.models()) {
        String years = model.firstYear() + "–" + (model.lastYear() == 9999 ? "" : model.lastYear());
        models.addObject().put("make", model.make()).put("name", model.name()).put("years", years);
        console.say("  model    " + model.make() + " " + model.name() + " " + years);
      }
      ArrayNode packs = event.putArray("packs");
      for (PackVariant pack : profile.packs()) {
        packs
            .addObject()
            .put("id", pack.id())
            .put("series", pack.cellsInSeries())
            .put("chemistry", pack.chemistry().name())
            .put("nominalAh", pack.nominalAh().map(s -> s.value()).orElse(null))
            .put("nominalAhSource", pack.nominalAh().map(s -> s.source()).orElse(null))
            .put("nominalKwh", pack.nominalKwh().map(s -> s.value()).orElse(null));
        console.say(
            "  pack     "
                + pack.id()
                + ": "
                + pack.chemistry()
                + ", "
                + pack.cellsInSeries()
                + " in series, "
                + pack.nominalAh()
                    .map(s -> s.value() + " Ah (" + s.source() + ")")
                    .orElse("nominal capacity unknown"));
      }
      ArrayNode requests = event.putArray("requests");
      profile
          .requests()
          .forEach(
              request -> {
                requests.add(request.key());
                console.say("  request  " + request.key());
              });
      ArrayNode broadcasts = event.putArray("broadcasts");
      profile
          .broadcasts()
          .forEach(
              broadcast -> {
                broadcasts.add(broadcast.idHex());
                console.say("  frame    " + broadcast.idHex());
              });
      console.emit(event);
      return ExitCode.OK.number();
    }

    private VehicleProfile known(ProfileCatalog catalog) throws Failure {
      List<VehicleProfile> all = catalog.list();
      for (VehicleProfile profile : all) {
        if (profile.id().equals(id)) {
          return profile;
        }
      }
      List<String> near = near(all);
      throw new Failure(
          ExitCode.USAGE,
          "there is no vehicle profile "
              + Words.quote(id)
              + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near))
              + "; vehicles list names them all");
    }

    /** Profiles whose id is nearly the same, or whose cars are called like that. */
    private List<String> near(List<VehicleProfile> all) {
      Set<String> near = new LinkedHashSet<>();
      Words.nearest(id, all.stream().map(VehicleProfile::id).toList()).ifPresent(near::add);
      String word = id.toLowerCase(Locale.ROOT);
      calledLike(all, word, near);
      if (near.isEmpty()) {
        nearestWord(all, word).ifPresent(meant -> calledLike(all, meant, near));
      }
      return List.copyOf(near);
    }

    private static void calledLike(List<VehicleProfile> all, String word, Set<String> near) {
      for (VehicleProfile profile : all) {
        boolean named = names(profile).anyMatch(name -> name.contains(word));
        if (named && word.length() >= 2 && near.size() < MOST_SUGGESTIONS) {
          near.add(profile.id());
        }
      }
    }

    /** The make, model or part of an id that was meant; short ones are all alike. */
    private static Optional<String> nearestWord(List<VehicleProfile> all, String word) {
      Set<String> words = new TreeSet<>();
      all.stream()
          .flatMap(Show::names)
          .flatMap(name -> Stream.of(name.split("[^a-z0-9]+")))
          .filter(part -> part.length() >= SHORTEST_WORD)
          .forEach(words::add);
      return word.length() < SHORTEST_WORD ? Optional.empty() : Words.nearest(word, words);
    }

    private static Stream<String> names(VehicleProfile profile) {
      return Stream.concat(
              Stream.of(profile.id()),
              profile.models().stream().map(m -> m.make() + " " + m.name()))
          .map(name -> name.toLowerCase(Locale.ROOT));
    }
  }

  static ProfileCatalog catalog(SettingsSource settingsSource, CommonOptions common)
      throws Failure, DriverException {
    return ProfileCatalog.load(settingsSource.of(common).profileDirectories());
  }
}

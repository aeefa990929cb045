package io.cellwitness.gateway.cli;

import io.cellwitness.api.DriverException;
import io.cellwitness.can.profile.PackVariant;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at vehicle profiles. */
@Command(
    name = "vehicles",
    synopsisSubcommandLabel = "list|show|decode|card",
    description = "Vehicle profiles: list them, show one, decode a recorded answer, learn a card.")
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
                .put("hash", profile.hash()));
        console.say(
            String.format(
                Locale.ROOT,
                "%-24s %s (%d requests)",
                profile.id(),
                profile.title(),
                profile.requests().size()));
      }
      return ExitCode.OK.number();
    }
  }

  /** Shows one profile. */
  @Command(name = "show", description = "Show what a profile knows of its cars.")
  public static final class Show implements Callable<Integer> {

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
      VehicleProfile profile = catalog(settingsSource, common).byId(id);
      ObjectNode event = Console.event("profile");
      event.put("id", profile.id()).put("title", profile.title()).put("hash", profile.hash());
      console.say(profile.id() + ": " + profile.title());
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
      console.emit(event);
      return ExitCode.OK.number();
    }
  }

  static ProfileCatalog catalog(SettingsSource settingsSource, CommonOptions common)
      throws Failure, DriverException {
    return ProfileCatalog.load(settingsSource.of(common).profileDirectories());
  }
}

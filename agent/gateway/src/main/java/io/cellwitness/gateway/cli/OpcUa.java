package io.cellwitness.gateway.cli;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.SourceTools;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The verbs that end in {@code opcua}: what a server offers, and which servers are trusted. */
public abstract class OpcUa implements Callable<Integer> {

  private static final String SCHEME = "opcua";
  private static final JsonMapper JSON = new JsonMapper();

  @Mixin private CommonOptions common;

  private final Tools tools;
  private final String event;

  private OpcUa(Tools tools, String event) {
    this.tools = tools;
    this.event = event;
  }

  abstract SourceTools.Answer ask(SourceTools opcUa, DriverContext context)
      throws DriverException, InterruptedException;

  @Override
  public Integer call() throws Failure, DriverException, InterruptedException {
    Settings settings = tools.settings().of(common);
    DriverContext context =
        new DriverContext(
            tools.time(),
            Optional.empty(),
            List.of(),
            settings.polling().requestsPerSecond(),
            tools.console()::say,
            Optional.of(settings.stateDir()));
    SourceTools.Answer answer = ask(tools.drivers().tools(SCHEME), context);
    ObjectNode object = Console.event(event);
    object.setAll((ObjectNode) JSON.readTree(answer.json()));
    tools.console().emit(object);
    answer.lines().forEach(tools.console()::say);
    return ExitCode.OK.number();
  }

  /** Shows the doors of a server, and proposes a node map once it is trusted. */
  @Command(
      name = SCHEME,
      description =
          "Show what an OPC UA server offers: endpoints, certificate, battery-like nodes and a"
              + " node map to start from.")
  public static final class Probe extends OpcUa {

    @Parameters(paramLabel = "opc.tcp://HOST:PORT[/PATH][#POLICY]", description = "The server.")
    String url;

    /**
     * Makes the verb.
     *
     * @param tools what it works with
     */
    public Probe(Tools tools) {
      super(tools, "opcuaProbe");
    }

    @Override
    SourceTools.Answer ask(SourceTools opcUa, DriverContext context)
        throws DriverException, InterruptedException {
      return opcUa.probe(url, context);
    }
  }

  /** Trusts a server from now on. */
  @Command(name = SCHEME, description = "Trust an OPC UA server's certificate from now on.")
  public static final class Trust extends OpcUa {

    @Parameters(
        paramLabel = "SHA256|FILE",
        description = "The SHA-256 of a refused certificate, or a certificate file.")
    String what;

    /**
     * Makes the verb.
     *
     * @param tools what it works with
     */
    public Trust(Tools tools) {
      super(tools, "opcuaTrusted");
    }

    @Override
    SourceTools.Answer ask(SourceTools opcUa, DriverContext context) throws DriverException {
      return opcUa.trust(what, context);
    }
  }

  /** Trusts a server no longer. */
  @Command(name = SCHEME, description = "Trust an OPC UA server's certificate no longer.")
  public static final class Distrust extends OpcUa {

    @Parameters(paramLabel = "SHA256", description = "The SHA-256 of a trusted certificate.")
    String what;

    /**
     * Makes the verb.
     *
     * @param tools what it works with
     */
    public Distrust(Tools tools) {
      super(tools, "opcuaRemoved");
    }

    @Override
    SourceTools.Answer ask(SourceTools opcUa, DriverContext context) throws DriverException {
      return opcUa.distrust(what, context);
    }
  }

  /** Lists the servers that are trusted, and those that were refused. */
  @Command(name = SCHEME, description = "List the OPC UA servers trusted, and those refused.")
  public static final class Trusted extends OpcUa {

    /**
     * Makes the verb.
     *
     * @param tools what it works with
     */
    public Trusted(Tools tools) {
      super(tools, "opcuaTrust");
    }

    @Override
    SourceTools.Answer ask(SourceTools opcUa, DriverContext context) throws DriverException {
      return opcUa.trusted(context);
    }
  }
}

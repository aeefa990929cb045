package io.cellwitness.gateway.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.daemon.DaemonState;
import io.cellwitness.gateway.session.Station;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the page and what a monitoring system asks for. It answers GET only, to this machine only,
 * and only when asked by one of this machine's own names: a page elsewhere whose name was pointed
 * at 127.0.0.1 (DNS rebinding) gets nothing.
 */
public final class StatusPage implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int BACKLOG = 8;

  /** Who has not sent a request, or taken an answer, after this long is let go. */
  private static final String PATIENCE_SECONDS = "10";

  private static final String CONNECTIONS = "16";
  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Optional<HttpServer> server;
  private final Optional<ExecutorService> threads;
  private final StatusView view;

  private StatusPage(
      Optional<HttpServer> server, Optional<ExecutorService> threads, StatusView view) {
    this.server = server;
    this.threads = threads;
    this.view = view;
  }

  /**
   * Opens the page if it is configured.
   *
   * @param station its settings say whether and where; its store is read
   * @param state of the daemon
   * @param time the machine's clock
   * @return to be closed; does nothing where no port is configured
   * @throws Failure UNAVAILABLE when the port cannot be had
   */
  public static StatusPage open(Station station, DaemonState state, TimeSource time)
      throws Failure {
    StatusView view = new StatusView(state, station.store(), time);
    if (station.settings().statusPort().isEmpty()) {
      return new StatusPage(Optional.empty(), Optional.empty(), view);
    }
    int port = station.settings().statusPort().get();
    // Read once by the JDK's server, before the first is made.
    System.setProperty("sun.net.httpserver.maxReqTime", PATIENCE_SECONDS);
    System.setProperty("sun.net.httpserver.maxRspTime", PATIENCE_SECONDS);
    System.setProperty("jdk.httpserver.maxConnections", CONNECTIONS);
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS, StatusPage::thread);
      StatusPage page = new StatusPage(Optional.of(server), Optional.of(threads), view);
      server.setExecutor(threads);
      server.createContext("/", page::answer);
      server.start();
      return page;
    } catch (IOException e) {
      throw new Failure(
          ExitCode.UNAVAILABLE,
          "the status page cannot have port "
              + port
              + " ("
              + e.getMessage()
              + "); choose another statusPage.port",
          e);
    }
  }

  /**
   * Where the page is.
   *
   * @return for example {@code http://127.0.0.1:8480/}; empty where there is none
   */
  public Optional<String> address() {
    return server.map(s -> "http://127.0.0.1:" + s.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    server.ifPresent(s -> s.stop(0));
    threads.ifPresent(ExecutorService::shutdownNow);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answerTo(exchange);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.type());
      headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("X-Frame-Options", "DENY");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cache-Control", "no-store");
      if (answer.code() == Answer.NOT_ALLOWED) {
        headers.set("Allow", "GET");
      }
      exchange.sendResponseHeaders(answer.code(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answerTo(HttpExchange exchange) {
    if (!ownName(exchange.getRequestHeaders().getFirst("Host"))) {
      return Answer.text(Answer.MISDIRECTED, "this page answers only to localhost\n");
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      return Answer.text(Answer.NOT_ALLOWED, "this page can only be read\n");
    }
    return view.answer(exchange.getRequestURI().getPath());
  }

  private static boolean ownName(String host) {
    return host != null && OWN_NAMES.contains(host.replaceFirst(":\\d{1,5}$", ""));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "status-page");
    thread.setDaemon(true);
    return thread;
  }
}

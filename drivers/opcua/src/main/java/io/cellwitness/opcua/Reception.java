package io.cellwitness.opcua;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Stamp;
import io.cellwitness.opcua.config.Sampling;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.UaLink;
import io.cellwitness.opcua.values.NodeJudge;
import io.cellwitness.opcua.values.SourceClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is received over one link: the nodes it has found and the server's clock. Another link after
 * a loss is another reception; the judges live on, because they know what was handed over.
 */
abstract class Reception implements AutoCloseable {

  /** Waits are cut into pieces of this length, so that a close from another thread is noticed. */
  static final Duration LONGEST_WAIT = Duration.ofMillis(200);

  final UaLink link;
  final DriverContext context;
  final SourceClock clock;
  private final Sampling sampling;
  private boolean clockNoted;

  Reception(UaLink link, Sampling sampling, DriverContext context) {
    this.link = link;
    this.context = context;
    this.sampling = sampling;
    this.clock = new SourceClock(sampling.clockTolerance());
  }

  /**
   * Receives what is due next. Returns after about a second at the latest.
   *
   * @return readings in order
   * @throws LinkException when the link is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  abstract List<Reading> receive() throws LinkException, InterruptedException;

  @Override
  public void close() {
    link.close();
  }

  /**
   * Reads nodes and judges what came.
   *
   * @param nodes at least one
   * @return readings in order
   * @throws LinkException when the link is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  List<Reading> read(List<Located> nodes) throws LinkException, InterruptedException {
    UaLink.Answer answer = link.read(nodes.stream().map(Located::wanted).toList());
    Stamp received = context.time().now();
    boolean leapt = learn(answer, received);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      NodeJudge judge = nodes.get(i).judge();
      readings.addAll(
          leapt
              ? judge.gap("the server's clock leapt", received)
              : judge.judge(answer.values().get(i), received, clock));
    }
    return readings;
  }

  /** Takes the server's clock from an answer; true when it leapt. */
  boolean learn(UaLink.Answer answer, Stamp received) {
    if (answer.answered().isEmpty()) {
      return false;
    }
    boolean leapt = clock.learn(answer.answered().get(), received);
    if (leapt) {
      context.notes().accept("the clock of the OPC UA server leapt; its values count as missing");
    }
    if (!clockNoted && clock.serverAhead().abs().compareTo(sampling.clockTolerance()) > 0) {
      clockNoted = true;
      long seconds = clock.serverAhead().toSeconds();
      context
          .notes()
          .accept(
              "the clock of the OPC UA server is "
                  + Math.abs(seconds)
                  + (seconds < 0 ? " s behind" : " s ahead of")
                  + " this machine's; readings are dated by this machine's");
    }
    return leapt;
  }

  /**
   * A node this link has found.
   *
   * @param judge what its values are judged by
   * @param wanted the question to the server
   */
  record Located(NodeJudge judge, UaLink.Wanted wanted) {}

  /**
   * Finds the nodes of the judges.
   *
   * @param link the link
   * @param judges all nodes of the source
   * @param missing takes those the server does not have
   * @return those it has, in order
   * @throws LinkException when the link is lost
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  static List<Located> locate(UaLink link, List<NodeJudge> judges, List<NodeJudge> missing)
      throws LinkException, InterruptedException {
    List<Optional<UaLink.Found>> found =
        link.find(judges.stream().map(j -> j.mapping().address()).toList());
    List<Located> located = new ArrayList<>();
    for (int i = 0; i < judges.size(); i++) {
      NodeJudge judge = judges.get(i);
      if (found.get(i).isPresent()) {
        located.add(
            new Located(
                judge, new UaLink.Wanted(found.get(i).get(), judge.mapping().indexRange())));
      } else {
        missing.add(judge);
      }
    }
    return located;
  }
}

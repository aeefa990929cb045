package io.cellwitness.can.slcan;

import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.can.guard.ReadOnlyGuard;
import io.cellwitness.can.isotp.CanFrame;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * An SLCAN adapter that only listens: it sends nothing to the bus, not even the acknowledge bit.
 * The letter for that means something else in some firmwares, so the adapter is asked who it is
 * first, and only those that answer as Lawicel wrote it down (CANUSB, USBtin) are opened.
 */
public final class SlcanListener implements AutoCloseable {

  /**
   * One frame from the bus.
   *
   * @param bits width of the identifier, 11 or 29
   * @param frame identifier and data
   * @param stampMillis the adapter's clock where it tells it, ms of its minute
   */
  public record Heard(int bits, CanFrame frame, OptionalInt stampMillis) {}

  /**
   * What did not arrive, counted since the listener was made.
   *
   * @param damagedLines lines that were no whole frames: characters were lost on the way
   * @param lostFrames times the adapter said that it had lost frames
   * @param busTrouble times the adapter said that the bus is disturbed
   */
  public record Losses(long damagedLines, long lostFrames, long busTrouble) {}

  private static final int SLICE_MILLIS = 100;
  private static final int MOST_LINES = 500;

  private final Link link;
  private final SlcanParser parser = new SlcanParser();
  private final byte[] buffer = new byte[4_096];
  private String firmware = "";
  private long damaged;
  private long lostFrames;
  private long busTrouble;

  /**
   * Makes the listener behind a bare link, which it guards from then on.
   *
   * @param bareLink the link; nobody else may keep it
   */
  public SlcanListener(Link bareLink) {
    this.link = ReadOnlyGuard.slcan(bareLink);
  }

  /**
   * Opens the adapter at 500 kbit/s, listening only.
   *
   * @throws LinkException when it does not answer, or is none that is known to listen only
   */
  public void open() throws LinkException {
    link.close();
    link.open();
    parser.reset();
    // Where the channel was left open the line gets quiet only behind C.
    send("V");
    parser.feed(buffer, link.read(buffer, SLICE_MILLIS));
    ask("C");
    firmware =
        ask("V").stream()
            .filter(SlcanParser.Text.class::isInstance)
            .map(line -> ((SlcanParser.Text) line).text())
            .filter(text -> text.matches(SlcanAdapter.LAWICEL))
            .findFirst()
            .orElseThrow(
                () ->
                    new LinkException(
                        Kind.UNAVAILABLE,
                        "the adapter at "
                            + describe()
                            + " does not say that it follows Lawicel's command set, so it is not"
                            + " known to listen without sending; use a CANUSB or USBtin",
                        null));
    ask("S6");
    send("L");
    if (acknowledgement().stream().anyMatch(SlcanParser.Refused.class::isInstance)) {
      throw new LinkException(
          Kind.UNAVAILABLE, "the adapter at " + describe() + " refuses to listen only", null);
    }
  }

  private void send(String line) throws LinkException {
    link.write((line + "\r").getBytes(StandardCharsets.US_ASCII));
  }

  /** What comes up to the adapter's yes or no; behind that frames come in without end. */
  private List<SlcanParser.Line> acknowledgement() throws LinkException {
    List<SlcanParser.Line> lines = new ArrayList<>();
    int count;
    do {
      count = link.read(buffer, SLICE_MILLIS);
      lines.addAll(parser.feed(buffer, count));
    } while (count > 0
        && lines.size() < MOST_LINES
        && lines.stream().noneMatch(SlcanParser.Line::acknowledges));
    return lines;
  }

  private List<SlcanParser.Line> ask(String line) throws LinkException {
    send(line);
    List<SlcanParser.Line> lines = new ArrayList<>();
    int count;
    do {
      count = link.read(buffer, SLICE_MILLIS);
      lines.addAll(parser.feed(buffer, count));
    } while (count > 0 && lines.size() < MOST_LINES);
    return lines;
  }

  /**
   * The frames that came in.
   *
   * @return in order, none when the bus was silent for a tenth of a second
   * @throws LinkException when the link is gone
   */
  public List<Heard> receive() throws LinkException {
    List<Heard> heard = new ArrayList<>();
    int count = link.read(buffer, SLICE_MILLIS);
    for (SlcanParser.Line line : parser.feed(buffer, count)) {
      if (line instanceof SlcanParser.Frame frame) {
        heard.add(new Heard(frame.bits(), frame.frame(), frame.stampMillis()));
      } else if (line instanceof SlcanParser.Damaged) {
        damaged++;
      }
      StickStatus.of(line).ifPresent(this::count);
    }
    return heard;
  }

  /**
   * What is known of the adapter.
   *
   * @return {@code adapter}, {@code firmware}, {@code mode}
   */
  public Map<String, String> facts() {
    return Map.of("adapter", "SLCAN", "firmware", firmware, "mode", "listen only");
  }

  private void count(StickStatus status) {
    lostFrames += status.lostFrames() ? 1 : 0;
    busTrouble += status.busTrouble() ? 1 : 0;
  }

  /**
   * Asks the adapter what it lost; the answer is counted when it comes between the frames. The
   * adapter is asked, never the bus.
   *
   * @throws LinkException when the link is gone
   */
  public void askStatus() throws LinkException {
    link.write(new byte[] {'F', '\r'});
  }

  /**
   * What did not arrive.
   *
   * @return counts since the listener was made
   */
  public Losses losses() {
    return new Losses(damaged, lostFrames, busTrouble);
  }

  /**
   * The link in words.
   *
   * @return for example {@code /dev/ttyACM0}
   */
  public String describe() {
    return link.describe();
  }

  @Override
  public void close() {
    link.close();
  }
}

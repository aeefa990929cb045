package io.cellwitness.can.slcan;

import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.can.guard.ReadOnlyGuard;
import io.cellwitness.can.isotp.IsoTpReceiver;
import io.cellwitness.can.isotp.Messages;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.uds.Adapter;
import io.cellwitness.can.uds.Answer;
import io.cellwitness.can.uds.Ecu;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * An SLCAN adapter. Firmwares acknowledge with a carriage return, with z, with a BEL for errors, or
 * not at all, so nothing here waits for an acknowledgement: what counts is what comes over the bus.
 * ISO-TP is done here; a request is always one frame, so only flow control is ever sent besides.
 */
public final class SlcanAdapter implements Adapter {

  /** How those firmwares say who they are that follow Lawicel's command set to the letter. */
  static final String LAWICEL = "V[0-9A-Fa-f]{4}";

  private static final int SLICE_MILLIS = 100;

  /** P2 is 50 ms; adapters and gateways add to it. */
  private static final int FIRST_FRAME_SLICES = 3;

  /** P2* is 5 s. */
  private static final int PATIENT_SLICES = 50;

  /** N_Cr, between two frames of a message, is 1 s. */
  private static final int NEXT_FRAME_SLICES = 10;

  /**
   * On a bus with traffic the line is never quiet. Whatever is not of this exchange counts, replies
   * and noise too; as frames this many are three seconds.
   */
  private static final int MOST_FOREIGN_LINES = 5_000;

  /** Nothing of a damaged exchange is used; a line that only brings noise is not listened to. */
  private static final int MOST_DAMAGED_LINES = 20;

  /** More than all frames of the longest answers of eight control units. */
  private static final int MOST_OWN_FRAMES = 5_000;

  /** A control unit that asks for patience this often in a row is asked again later or left. */
  private static final int MOST_PENDING = 10;

  private static final int MOST_READS_FOR_ACKNOWLEDGE = 20;

  private static final int CLEAR_TO_SEND = 0x30;

  private final Link link;
  private final SlcanParser parser = new SlcanParser();
  private final Map<String, String> facts = new TreeMap<>();
  private final byte[] buffer = new byte[4_096];

  /**
   * Makes the adapter behind a bare link, which it guards from then on.
   *
   * @param bareLink the link; nobody else may keep it
   */
  public SlcanAdapter(Link bareLink) {
    this.link = ReadOnlyGuard.slcan(bareLink);
  }

  @Override
  public void open() throws LinkException {
    link.close();
    link.open();
    parser.reset();
    // V is no hex digit, so it cannot complete a frame another program left half written; asking
    // first also tells apart firmwares in which other letters mean other things. Where the channel
    // was left open the line gets quiet only behind C, so that is not waited for.
    send("V");
    parser.feed(buffer, link.read(buffer, SLICE_MILLIS));
    send("C");
    drain();
    send("V");
    String version = NO_FIRMWARE;
    for (SlcanParser.Line line : drain()) {
      if (line instanceof SlcanParser.Text text) {
        version = text.text().replaceAll("[^\\x20-\\x7E]", "");
      }
    }
    if (version.startsWith("?") || version.contains("ELM")) {
      throw new LinkException(
          Kind.UNAVAILABLE,
          "the device at "
              + link.describe()
              + " answers as an ELM327 adapter does; write elm327: instead of slcan:",
          null);
    }
    facts.put("adapter", "SLCAN");
    facts.put("firmware", version.substring(0, Math.min(60, version.length())));
    send("S6");
    drain();
    send("O");
    untilAcknowledged();
  }

  @Override
  public Map<String, String> tryFeatures() throws LinkException {
    Map<String, String> tried = new TreeMap<>();
    send("F");
    List<SlcanParser.Line> status = drain();
    tried.put("capability.acknowledges", status.isEmpty() ? "no" : "yes");
    boolean told = status.stream().anyMatch(line -> StickStatus.of(line).isPresent());
    tried.put("capability.statusFlags", told ? "yes" : "no");
    facts.putAll(tried);
    return tried;
  }

  private void send(String line) throws LinkException {
    link.write((line + "\r").getBytes(StandardCharsets.US_ASCII));
  }

  /** Behind O frames come in, so the line may never be quiet again. */
  private void untilAcknowledged() throws LinkException {
    boolean acknowledged = false;
    int count = 1;
    for (int reads = 0; reads < MOST_READS_FOR_ACKNOWLEDGE && count > 0 && !acknowledged; reads++) {
      count = link.read(buffer, SLICE_MILLIS);
      acknowledged = parser.feed(buffer, count).stream().anyMatch(SlcanParser.Line::acknowledges);
    }
  }

  /** Reads until the line is quiet, or for as long as a busy bus allows. */
  private List<SlcanParser.Line> drain() throws LinkException {
    List<SlcanParser.Line> lines = new ArrayList<>();
    int count;
    do {
      count = link.read(buffer, SLICE_MILLIS);
      lines.addAll(parser.feed(buffer, count));
    } while (count > 0 && lines.size() < MOST_FOREIGN_LINES / 10);
    return lines;
  }

  @Override
  public Map<String, String> facts() {
    return Map.copyOf(facts);
  }

  @Override
  public Exchange exchange(Ecu ecu, byte[] request, boolean patient) throws LinkException {
    Collector collector = new Collector(ecu);
    sendFrame(ecu, ecu.requestId(), request.length, request);
    int budget = patient ? PATIENT_SLICES : FIRST_FRAME_SLICES;
    int quiet = 0;
    while (quiet < budget && !collector.flooded() && !collector.finished()) {
      int count = link.read(buffer, SLICE_MILLIS);
      quiet = count == 0 ? quiet + 1 : quiet;
      for (SlcanParser.Line line : parser.feed(buffer, count)) {
        if (collector.take(line)) {
          quiet = 0;
          budget = collector.patienceSlices();
        }
      }
    }
    List<String> damage = new ArrayList<>(collector.messages.damage());
    damage.addAll(collector.damage);
    if (!damage.isEmpty()) {
      damage.set(0, damage.get(0) + complaint());
      parser.reset();
    }
    return new Exchange(collector.messages.whole(), damage);
  }

  /** What the adapter itself says of the trouble, where F is known to ask for that. */
  private String complaint() throws LinkException {
    drain();
    if (!facts.getOrDefault("firmware", "").matches(LAWICEL)) {
      return "";
    }
    send("F");
    return drain().stream()
        .map(StickStatus::of)
        .flatMap(Optional::stream)
        .map(StickStatus::words)
        .filter(words -> !words.isEmpty())
        .findFirst()
        .map(words -> "; the adapter says that " + words)
        .orElse("");
  }

  /** One frame of ISO-TP: its protocol byte, its content, zeros up to 8 bytes. */
  private void sendFrame(Ecu ecu, int id, int protocolByte, byte[] content) throws LinkException {
    byte[] frame = new byte[8];
    int at = 0;
    if (ecu.extendedAddress().isPresent()) {
      frame[at++] = (byte) ecu.extendedAddress().getAsInt();
    }
    frame[at++] = (byte) protocolByte;
    System.arraycopy(content, 0, frame, at, content.length);
    send(
        (ecu.bits() == 11 ? "t" : "T")
            + Ecu.hex(id, ecu.bits())
            + "8"
            + HexFormat.of().withUpperCase().formatHex(frame));
  }

  /** Sorts the lines of one exchange and sends flow control where a message begins. */
  private final class Collector {
    private final Ecu ecu;
    private final Messages messages;
    private final List<String> damage = new ArrayList<>();
    private int receivers;
    private int foreign;
    private int own;
    private int pending;
    private int framesOfBlock;

    Collector(Ecu ecu) {
      this.ecu = ecu;
      this.messages = new Messages(ecu.extendedAddress().isPresent());
    }

    /** Whether the line belonged to this exchange. */
    boolean take(SlcanParser.Line line) throws LinkException {
      if (line instanceof SlcanParser.Frame frame && isAnswer(frame)) {
        own++;
        add(frame);
        return true;
      }
      foreign++;
      if (line instanceof SlcanParser.Refused) {
        damage.add("the adapter refused a frame");
      } else if (line instanceof SlcanParser.Damaged) {
        damage.add("the adapter lost characters");
      }
      return false;
    }

    private boolean isAnswer(SlcanParser.Frame frame) {
      if (frame.bits() != ecu.bits()) {
        return false;
      }
      int id = frame.frame().id();
      return ecu.responseId().isPresent()
          ? ecu.responseId().getAsInt() == id
          : requestIdOf(id) != 0;
    }

    private void add(SlcanParser.Frame frame) throws LinkException {
      IsoTpReceiver.State state = messages.add(frame.frame());
      if (state instanceof IsoTpReceiver.Receiving r) {
        boolean first = r.next() == 1 && r.received() == r.first().length - 2;
        framesOfBlock = first ? 0 : framesOfBlock + 1;
        receivers += first ? 1 : 0;
        if (first || ecu.blockSize() > 0 && framesOfBlock % ecu.blockSize() == 0) {
          flowControl(frame.frame().id());
        }
      } else {
        receivers = Math.max(0, receivers - 1);
        pending += state instanceof IsoTpReceiver.Done done && isPending(done.payload()) ? 1 : 0;
      }
    }

    private void flowControl(int responder) throws LinkException {
      int id = ecu.responseId().isPresent() ? ecu.requestId() : requestIdOf(responder);
      sendFrame(ecu, id, CLEAR_TO_SEND, new byte[] {(byte) ecu.blockSize(), 0});
    }

    boolean receiving() {
      return receivers > 0;
    }

    /** How long what is missing may take. */
    int patienceSlices() {
      if (receiving()) {
        return NEXT_FRAME_SLICES;
      }
      return lastIsPending() ? PATIENT_SLICES : 1;
    }

    /** Waiting longer brings nothing: the line is busy with something else, or with excuses. */
    boolean flooded() {
      return foreign >= MOST_FOREIGN_LINES
          || own >= MOST_OWN_FRAMES
          || pending >= MOST_PENDING
          || damage.size() >= MOST_DAMAGED_LINES;
    }

    /** A single responder that has answered, unless it only asked for patience. */
    boolean finished() {
      return ecu.responseId().isPresent()
          && !messages.whole().isEmpty()
          && !receiving()
          && !lastIsPending();
    }

    private boolean lastIsPending() {
      List<Messages.Message> whole = messages.whole();
      return !whole.isEmpty() && isPending(whole.get(whole.size() - 1).payload());
    }

    private boolean isPending(byte[] payload) {
      return payload.length == 3
          && payload[0] == 0x7F
          && (payload[2] & 0xFF) == Answer.Refused.PENDING;
    }
  }

  /** Where a responder to a functional request takes flow control (ISO 15765-4); 0 for others. */
  private static int requestIdOf(int responder) {
    if (responder >= 0x7E8 && responder <= 0x7EF) {
      return responder - 8;
    }
    boolean normalFixed = (responder & 0xFFFFFF00) == 0x18DAF100;
    return normalFixed ? 0x18DA00F1 | (responder & 0xFF) << 8 : 0;
  }

  @Override
  public OptionalDouble supplyVolts() {
    return OptionalDouble.empty();
  }

  @Override
  public void close() {
    link.close();
  }

  @Override
  public String describe() {
    return link.describe();
  }
}

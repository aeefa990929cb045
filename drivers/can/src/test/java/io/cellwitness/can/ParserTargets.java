package io.cellwitness.can;

import io.cellwitness.api.DriverException;
import io.cellwitness.can.elm.ElmLines;
import io.cellwitness.can.elm.ElmParser;
import io.cellwitness.can.importer.Importer;
import io.cellwitness.can.isotp.CanFrame;
import io.cellwitness.can.isotp.Messages;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.log.LogTarget;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.ProfileException;
import io.cellwitness.can.profile.ProfileReader;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.slcan.SlcanListener;
import io.cellwitness.can.uds.Ecu;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Every parser of this module behind one method each, for whatever bytes: it either understands
 * them or refuses them in the way it documents. Anything else that is thrown is a defect.
 */
enum ParserTargets {
  /** ISO-TP frames of several responders, each frame a length byte, an identifier and data. */
  ISO_TP {
    @Override
    void feed(byte[] bytes) {
      for (boolean extended : new boolean[] {false, true}) {
        Messages messages = new Messages(extended);
        for (int at = 0; at + 1 < bytes.length; ) {
          int length = Math.min(bytes[at] & 0x0F, Math.min(8, bytes.length - at - 2));
          int id = 0x7E8 + (bytes[at + 1] & 3);
          messages.add(new CanFrame(id, Arrays.copyOfRange(bytes, at + 2, at + 2 + length)));
          at += 2 + length;
        }
        require(messages.whole().size() + messages.damage().size() <= bytes.length + 1);
      }
    }
  },
  /** What an SLCAN adapter sends. */
  SLCAN {
    @Override
    void feed(byte[] bytes) {
      SlcanListener listener = new SlcanListener(new Bytes(bytes));
      try {
        int frames = 0;
        for (int i = 0; i <= bytes.length / 16; i++) {
          frames += listener.receive().size();
        }
        require(frames <= bytes.length / 5);
      } catch (LinkException e) {
        throw new AssertionError(e);
      }
    }
  },
  /** What an ELM327 sends, cut into replies and read as frames. */
  ELM {
    @Override
    void feed(byte[] bytes) {
      ElmParser.State state = ElmParser.START;
      for (int at = 0; at < bytes.length; at += 7) {
        byte[] chunk = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 7));
        state = state.feed(chunk, chunk.length);
      }
      List<String> lines = new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
      for (Ecu ecu : List.of(Ecu.EVERYBODY_11, Ecu.EVERYBODY_29, Ecu.plain(0x7E4, 0x7EC, 11))) {
        ElmLines.read(lines, ecu);
      }
    }
  },
  /** A recorded UDS answer, decoded by a profile. */
  UDS_ANSWER {
    @Override
    void feed(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      try {
        for (String request : List.of("7E4:220101", "7E4:220105", "7C6:22B002", "7DF:0902")) {
          AnswerDecoder.decode(KONA, request, text);
        }
      } catch (DriverException e) {
        require(e.kind() == DriverException.Kind.BAD_DATA);
      }
    }
  },
  /** A recording: a capture of ours, candump, Vector's ASC, GVRET. */
  BUS_LOG {
    @Override
    void feed(byte[] bytes) {
      require(LOGS.play(bytes) <= 8 * 1_000 * (bytes.length + 1));
    }
  },
  /** A profile file. */
  PROFILE {
    @Override
    void feed(byte[] bytes) {
      try {
        ProfileReader.read("fuzz.json", bytes);
      } catch (ProfileException e) {
        require(!e.problems().isEmpty());
      }
    }
  },
  /** An OBDb signal set; what is made of it is always a profile. */
  OBDB {
    @Override
    void feed(byte[] bytes) {
      importing(Importer.Format.OBDB, bytes);
    }
  },
  /** A DBC file; what is made of it is always a profile. */
  DBC {
    @Override
    void feed(byte[] bytes) {
      importing(Importer.Format.DBC, bytes);
    }
  },
  /** A Torque list; what is made of it is always a profile. */
  TORQUE {
    @Override
    void feed(byte[] bytes) {
      importing(Importer.Format.TORQUE, bytes);
    }
  };

  private static final ProfileCatalog CATALOG = catalog();
  private static final VehicleProfile KONA = kona();
  private static final LogTarget LOGS = new LogTarget(CATALOG);

  abstract void feed(byte[] bytes);

  private static ProfileCatalog catalog() {
    try {
      return ProfileCatalog.load(List.of());
    } catch (DriverException e) {
      throw new AssertionError(e);
    }
  }

  private static VehicleProfile kona() {
    try {
      return CATALOG.byId("hyundai-kia-400v");
    } catch (DriverException e) {
      throw new AssertionError(e);
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("a bound does not hold");
    }
  }

  private static void importing(Importer.Format format, byte[] bytes) {
    String json;
    try {
      Importer.Format.of(bytes);
      Importer importer = Importer.of(format, "fuzz", OptionalInt.of(2022));
      importer.add("fuzz", bytes);
      json = importer.finish().profileJson();
    } catch (DriverException e) {
      require(e.kind() == DriverException.Kind.BAD_DATA);
      return;
    }
    try {
      ProfileReader.read("imported", json.getBytes(StandardCharsets.UTF_8));
    } catch (ProfileException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** A link that has these bytes and no more. */
  private static final class Bytes implements Link {
    private final byte[] bytes;
    private int at;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void open() {}

    @Override
    public int read(byte[] buffer, int timeoutMillis) {
      int count = Math.min(16, bytes.length - at);
      System.arraycopy(bytes, at, buffer, 0, count);
      at += count;
      return count;
    }

    @Override
    public void write(byte[] sent) {}

    @Override
    public void close() {}

    @Override
    public String describe() {
      return "bytes";
    }
  }
}

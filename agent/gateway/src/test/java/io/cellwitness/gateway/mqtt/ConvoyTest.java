package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvoyTest {

  private static final byte[] MESSAGE = {0x32, 1, 7};
  private static final byte[] PING = {(byte) 0xC0, 0};

  /** What left together, as the lengths of the pieces. */
  private final List<Integer> pieces = new ArrayList<>();

  private final OutputStream link =
      new ByteArrayOutputStream() {
        @Override
        public void flush() {
          if (size() > 0) {
            pieces.add(size());
            reset();
          }
        }
      };

  private final Convoy convoy = new Convoy();
  private final OutputStream gate = convoy.over(link);

  private void written(byte[] packet) throws IOException {
    gate.write(packet);
    gate.flush();
  }

  @Test
  void oneAloneLeavesAtOnce() throws Exception {
    convoy.gives(false);
    written(MESSAGE);
    assertEquals(List.of(3), pieces);
  }

  @Test
  void whatIsPromisedToFollowIsWaitedFor() throws Exception {
    convoy.gives(true);
    written(MESSAGE);
    assertEquals(List.of(), pieces);
    convoy.gives(true);
    convoy.gives(false);
    written(MESSAGE);
    assertEquals(List.of(), pieces, "the third is given already");
    written(MESSAGE);
    assertEquals(List.of(9), pieces);
  }

  /** The next message may be one the library refuses: nobody must wait for it. */
  @Test
  void whatIsTakenBackIsNotWaitedFor() throws Exception {
    convoy.gives(true);
    written(MESSAGE);
    convoy.gives(false);
    convoy.takesBack();
    assertEquals(List.of(3), pieces);
    convoy.gives(true);
    convoy.gives(false);
    convoy.takesBack();
    written(MESSAGE);
    assertEquals(List.of(3, 3), pieces, "taken back before the first was written");
  }

  @Test
  void otherPacketsLeaveAtOnceAndTakeAlongWhatWaits() throws Exception {
    convoy.gives(true);
    written(MESSAGE);
    written(PING);
    assertEquals(List.of(5), pieces);
    convoy.gives(false);
    written(MESSAGE);
    assertEquals(List.of(5, 3), pieces);
  }

  @Test
  void muchIsNotHeldBack() throws Exception {
    byte[] large = new byte[40_000];
    large[0] = 0x32;
    convoy.gives(true);
    written(large);
    link.flush();
    assertEquals(List.of(large.length), pieces);
  }
}

package io.cellwitness.can.elm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElmParserTest {

  private static ElmParser.State feed(String text, int chunk) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ElmParser.State state = ElmParser.START;
    for (int at = 0; at < bytes.length; at += chunk) {
      byte[] part = Arrays.copyOfRange(bytes, at, Math.min(at + chunk, bytes.length));
      state = state.feed(part, part.length);
    }
    return state;
  }

  /** Serial ports cut the stream anywhere; the reply must not depend on it. */
  @Test
  void everyChunkSizeGivesTheSameReply() {
    String reply = "220101\r\n7EC 10 3E 62 01 01 FF F7 E7 \r\n\0" + "7EC 21 FF\r\r>";
    for (int chunk = 1; chunk <= reply.length(); chunk++) {
      ElmParser.Complete complete =
          assertInstanceOf(ElmParser.Complete.class, feed(reply, chunk), "chunk " + chunk);
      assertEquals(
          List.of("7EC 10 3E 62 01 01 FF F7 E7", "7EC 21 FF"),
          complete.reply().withoutEcho("220101").lines());
      assertEquals(0, complete.surplus());
    }
  }

  /** Bytes behind the prompt belong to nobody: the reply that follows cannot be trusted. */
  @Test
  void bytesBehindThePromptAreCounted() {
    String text = "OK\r>7EC";
    for (int chunk = 1; chunk <= text.length(); chunk++) {
      assertEquals(3, assertInstanceOf(ElmParser.Complete.class, feed(text, chunk)).surplus());
    }
  }

  @Test
  void endlessTalkIsCutOff() {
    assertInstanceOf(
        ElmParser.Overflow.class, feed("7EC 00 ".repeat(ElmParser.LONGEST_REPLY / 7 + 10), 512));
  }

  @Test
  void okAndQuestionMarkAreTold() {
    assertEquals(true, new ElmReply(List.of("OK")).isOk());
    assertEquals(false, new ElmReply(List.of("?")).isOk());
    assertEquals(true, new ElmReply(List.of("?")).isUnknownCommand());
    assertEquals(false, new ElmReply(List.of()).isOk());
  }
}

package io.cellwitness.report.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cellwitness.report.jose.StrictJson;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Proofs of others about logs of RFC 6962 and RFC 9162, right and wrong ones. */
class MerkleVectorsTest {

  /**
   * Ours says yes: a log grew out of the empty one, whatever it is (C2SP tlog-witness: the proof
   * from size 0 is empty). Theirs calls the question useless.
   */
  private static final String FROM_EMPTY =
      "consistency/additional/size1-is-zero-and-size2-is-not-zero";

  @Test
  void everyProofComesOutAsItShould() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    List<String> different = new ArrayList<>();
    try (InputStream in =
        new GZIPInputStream(getClass().getResourceAsStream("/merkle/proofs.json.gz"))) {
      for (var vector : StrictJson.parseObject(in.readAllBytes(), 1 << 20).properties()) {
        boolean right = !vector.getValue().path("wantErr").asBoolean();
        boolean accepted = holds(vector.getKey(), vector.getValue());
        String kind = vector.getKey().split("/")[0];
        counts.merge(kind + (accepted ? " accepted" : " refused"), 1, Integer::sum);
        if (accepted != right) {
          different.add(vector.getKey());
        }
      }
    }
    System.out.println("Merkle proofs: " + counts);
    assertEquals(List.of(FROM_EMPTY), different);
    assertEquals(196, counts.values().stream().mapToInt(Integer::intValue).sum());
  }

  private static boolean holds(String name, JsonNode vector) {
    List<byte[]> proof = new ArrayList<>();
    vector.path("proof").forEach(hash -> proof.add(bytes(hash)));
    if (name.startsWith("inclusion/")) {
      return MerkleProof.includedHash(
          bytes(vector.path("leafHash")),
          signed(vector.path("leafIdx")),
          signed(vector.path("treeSize")),
          bytes(vector.path("root")),
          proof);
    }
    return MerkleProof.consistent(
        signed(vector.path("size1")),
        bytes(vector.path("root1")),
        signed(vector.path("size2")),
        bytes(vector.path("root2")),
        proof);
  }

  /** Their sizes are unsigned; one of the wrong ones is 2^64 - 1, which is -1 here. */
  private static long signed(JsonNode number) {
    return number.bigIntegerValue().longValue();
  }

  private static byte[] bytes(JsonNode text) {
    return Base64.getDecoder().decode(text.asString());
  }
}

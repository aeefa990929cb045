package io.cellwitness.report.testdata;

import static io.cellwitness.report.testdata.Forgery.BOTH;
import static io.cellwitness.report.testdata.Forgery.CLOCK;
import static io.cellwitness.report.testdata.Forgery.FIRST;
import static io.cellwitness.report.testdata.Forgery.KEY;
import static io.cellwitness.report.testdata.Forgery.KID;
import static io.cellwitness.report.testdata.Forgery.OTHER;
import static io.cellwitness.report.testdata.Forgery.SECOND;
import static io.cellwitness.report.testdata.Forgery.header;
import static io.cellwitness.report.testdata.Forgery.report;
import static io.cellwitness.report.testdata.Forgery.signature;

import io.cellwitness.report.jose.Sha256;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.log.Checkpoint;
import io.cellwitness.report.log.Growth;
import io.cellwitness.report.log.LogProof;
import io.cellwitness.report.log.MerkleTree;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The cases about the log of a gateway's reports. */
final class LogCases {

  private LogCases() {}

  /** All of them by the name of their file. */
  static Map<String, ObjectNode> all() {
    Map<String, ObjectNode> cases = new LinkedHashMap<>();
    cases.put(
        "log",
        report("It stands in its log.", FIRST)
            .given(Map.of("logProof", proof(0)))
            .expect("PPPPUUPP", true));
    cases.put(
        "log-other-entry",
        report("The proof of another report.", FIRST)
            .given(Map.of("logProof", proof(1)))
            .expect("PPPPUUPF", false));
    cases.put(
        "log-changed-hash",
        report("A changed hash in the proof.", FIRST)
            .given(Map.of("logProof", changedHash(proof(0))))
            .expect("PPPPUUPF", false));
    cases.put(
        "log-other-signer",
        report("A checkpoint that another key signed.", FIRST)
            .given(Map.of("logProof", proof(0, OTHER)))
            .expect("PPPPUUPF", false));
    String earlier = checkpoint(1, 1);
    String later = checkpoint(5, 1);
    cases.put(
        "log-grown",
        report("The log of its proof grew out of the one of the checkpoint kept.", FIRST)
            .given(Map.of("logProof", proof(0), "checkpoint", earlier, "growth", growth(1, 3)))
            .expect("PPPPUUPP", true));
    cases.put(
        "log-grown-later",
        report("The published log of later grew out of the one of its proof.", FIRST)
            .given(Map.of("logProof", proof(0), "checkpoint", later, "growth", growth(3, 5)))
            .expect("PPPPUUPP", true));
    cases.put(
        "log-grown-unproved",
        report("Two states of the log and no proof that one grew out of the other.", FIRST)
            .given(Map.of("logProof", proof(0), "checkpoint", later))
            .expect("PPPPUUPU", false));
    cases.put(
        "log-grown-wrong-proof",
        report("A proof of growth between other sizes.", FIRST)
            .given(Map.of("logProof", proof(0), "checkpoint", later, "growth", growth(1, 5)))
            .expect("PPPPUUPF", false));
    cases.put(
        "log-rewritten",
        report("The published log begins with another report.", FIRST)
            .given(
                Map.of(
                    "logProof", proof(0), "checkpoint", checkpoint(5, 9), "growth", growth(3, 5)))
            .expect("PPPPUUPF", false));
    cases.put(
        "log-two-of-one-size",
        report("Two logs of one size, both signed.", FIRST)
            .given(Map.of("logProof", proof(0), "checkpoint", checkpoint(3, 9)))
            .expect("PPPPUUPF", false));
    String foreign = new Checkpoint("gw-demo", 5, log(9).root(5)).sign(OTHER);
    cases.put(
        "log-other-holder",
        new Case(
                "Another trusted workshop signs a log under this gateway's name: that says nothing"
                    + " about the gateway.",
                BOTH,
                CLOCK)
            .jws(header("Ed25519", KID), FIRST.payload(), signature(FIRST))
            .given(Map.of("logProof", proof(0), "checkpoint", foreign, "growth", growth(3, 5)))
            .expect("PPPPUUPF", false));
    return cases;
  }

  private static String proof(int index) {
    return proof(index, KEY);
  }

  private static String proof(int index, SigningKey signer) {
    MerkleTree tree = log(1);
    String checkpoint = new Checkpoint("gw-demo", 3, tree.root(3)).sign(signer);
    return new LogProof(index, tree.inclusion(index, 3), checkpoint).text();
  }

  private static String checkpoint(int size, int variant) {
    return new Checkpoint("gw-demo", size, log(variant).root(size)).sign(KEY);
  }

  private static String growth(int from, int to) {
    return new Growth(from, log(1).consistency(from, to), checkpoint(to, 1)).text();
  }

  /** Five entries, the first two of them reports; the variant changes the second. */
  private static MerkleTree log(int variant) {
    MerkleTree tree = new MerkleTree();
    tree.append(Sha256.of(FIRST.payload()));
    tree.append(variant == 1 ? Sha256.of(SECOND.payload()) : new byte[32]);
    for (byte entry = 3; entry <= 5; entry++) {
      tree.append(Sha256.of(new byte[] {entry}));
    }
    return tree;
  }

  private static String changedHash(String proof) {
    String[] lines = proof.split("\n", -1);
    lines[2] = Base64.getEncoder().encodeToString(new byte[32]);
    return String.join("\n", lines);
  }
}

package io.cellwitness.report.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.SampleReports;
import io.cellwitness.report.jose.Ed25519Key;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MerkleTest {

  private static final HexFormat HEX = HexFormat.of();

  /** The eight entries and roots of the Certificate Transparency reference tests. */
  private static final List<String> ENTRIES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void rootsOfTheReferenceTests() {
    MerkleTree tree = new MerkleTree();
    ENTRIES.forEach(entry -> tree.append(HEX.parseHex(entry)));
    for (int size = 0; size <= 8; size++) {
      assertEquals(ROOTS.get(size), HEX.formatHex(tree.root(size)));
    }
  }

  /** The proofs of the Certificate Transparency reference tests, over the same eight entries. */
  @Test
  void proofsOfTheReferenceTests() {
    MerkleTree tree = new MerkleTree();
    ENTRIES.forEach(entry -> tree.append(HEX.parseHex(entry)));
    String left = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    String pair = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    String half = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
    String fifth = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    String last = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    assertEquals(List.of(), hex(tree.inclusion(0, 1)));
    assertEquals(List.of(left, pair, half), hex(tree.inclusion(0, 8)));
    assertEquals(List.of(fifth, last, ROOTS.get(4)), hex(tree.inclusion(5, 8)));
    assertEquals(List.of(ROOTS.get(2)), hex(tree.inclusion(2, 3)));
    assertEquals(List.of(ROOTS.get(1), pair, fifth), hex(tree.inclusion(1, 5)));
    String sixth = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    assertEquals(List.of(), hex(tree.consistency(1, 1)));
    assertEquals(List.of(left, pair, half), hex(tree.consistency(1, 8)));
    assertEquals(List.of(sixth, last, ROOTS.get(4)), hex(tree.consistency(6, 8)));
    assertEquals(List.of(pair, fifth), hex(tree.consistency(2, 5)));
  }

  /** RFC 9162 section 2.1.5: the tree of seven entries, by the names of its nodes. */
  @Test
  void proofsOfTheExampleTreeOfTheStandard() {
    MerkleTree tree = numbers(7);
    byte[][] d = new byte[7][];
    for (int i = 0; i < 7; i++) {
      d[i] = MerkleTree.leafHash(entry(i));
    }
    byte[] g = MerkleTree.nodeHash(d[0], d[1]);
    byte[] h = MerkleTree.nodeHash(d[2], d[3]);
    byte[] i = MerkleTree.nodeHash(d[4], d[5]);
    byte[] k = MerkleTree.nodeHash(g, h);
    byte[] l = MerkleTree.nodeHash(i, d[6]);
    assertEquals(hex(List.of(d[1], h, l)), hex(tree.inclusion(0, 7)));
    assertEquals(hex(List.of(d[2], g, l)), hex(tree.inclusion(3, 7)));
    assertEquals(hex(List.of(d[5], d[6], k)), hex(tree.inclusion(4, 7)));
    assertEquals(hex(List.of(i, k)), hex(tree.inclusion(6, 7)));
    assertEquals(hex(List.of(d[2], d[3], g, l)), hex(tree.consistency(3, 7)));
    assertEquals(hex(List.of(l)), hex(tree.consistency(4, 7)));
    assertEquals(hex(List.of(i, d[6], k)), hex(tree.consistency(6, 7)));
  }

  @Test
  void everyLogGrewOutOfTheEmptyOne() {
    MerkleTree tree = numbers(5);
    byte[] empty = tree.root(0);
    assertTrue(MerkleProof.consistent(0, empty, 5, tree.root(5), tree.consistency(0, 5)));
    assertFalse(MerkleProof.consistent(0, tree.root(1), 5, tree.root(5), List.of()));
    assertFalse(MerkleProof.consistent(0, empty, 5, tree.root(5), List.of(empty)));
  }

  @Test
  void aProofOfGrowthGoesIntoAFileAndBack() throws Malformed {
    MerkleTree tree = numbers(8);
    Checkpoint earlier = new Checkpoint("gw-demo", 3, tree.root(3));
    Checkpoint later = new Checkpoint("gw-demo", 8, tree.root(8));
    String text = new Growth(3, tree.consistency(3, 8), later.sign(SampleReports.KEY)).text();
    Growth read = Growth.parse(text);
    assertEquals(text, read.text());
    assertTrue(read.connects(earlier, later));
    assertFalse(read.connects(later, earlier));
    assertFalse(read.connects(new Checkpoint("other", 3, tree.root(3)), later));
    assertFalse(read.connects(new Checkpoint("gw-demo", 3, tree.root(4)), later));
    for (String bad :
        List.of(
            "",
            text.replace("old 3", "old 03"),
            text.replace("old 3", "old -3"),
            text.replace("old 3", "OLD 3"),
            text.replaceFirst("=\n", "\n"),
            "old 3\n" + "A".repeat(43) + "=\n")) {
      assertThrows(Malformed.class, () -> Growth.parse(bad), bad);
    }
  }

  /** The key and the note of the package documentation of golang.org/x/mod/sumdb/note. */
  @Test
  void theKeyHashAndSignatureOfTheReferenceNoteHold() throws Malformed {
    byte[] key = Base64.getDecoder().decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    Ed25519Key peter = Ed25519Key.of(Arrays.copyOfRange(key, 1, 33));
    assertEquals("c74f20a3", HEX.formatHex(Checkpoint.keyHash("PeterNeumann", peter)));
    String text =
        "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n";
    byte[] line =
        Base64.getDecoder()
            .decode(
                "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6K"
                    + "E6RyyBwJnAM=");
    assertTrue(
        peter.verifies(
            text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(line, 4, line.length)));
  }

  @Test
  void witnessesMaySignBesideTheGateway() throws Malformed {
    Checkpoint checkpoint = new Checkpoint("gw-demo", 8, HEX.parseHex(ROOTS.get(8)));
    String note = checkpoint.sign(SampleReports.KEY);
    String witness = "\u2014 witness.example " + Base64.getEncoder().encodeToString(new byte[76]);
    String both =
        note.substring(0, note.indexOf('\u2014'))
            + witness
            + "\n"
            + note.substring(note.indexOf('\u2014'));
    assertEquals(8, Checkpoint.open(both, SampleReports.KEY.publicKey()).size());
    String only = note.substring(0, note.indexOf('\u2014')) + witness + "\n";
    assertThrows(Malformed.class, () -> Checkpoint.open(only, SampleReports.KEY.publicKey()));
    String renamed = note.replace("\u2014 gw-demo", "\u2014 gw-other");
    assertThrows(Malformed.class, () -> Checkpoint.open(renamed, SampleReports.KEY.publicKey()));
  }

  @Test
  void everyEntryOfEveryLogIsProvedAndNoOther() {
    MerkleTree tree = numbers(40);
    for (int size = 1; size <= 40; size++) {
      byte[] root = tree.root(size);
      for (int index = 0; index < size; index++) {
        List<byte[]> proof = tree.inclusion(index, size);
        assertTrue(MerkleProof.included(entry(index), index, size, root, proof));
        assertFalse(MerkleProof.included(entry(index + 1), index, size, root, proof));
        assertFalse(MerkleProof.included(entry(index), index + 1L, size, root, proof));
        assertFalse(MerkleProof.included(entry(index), index, size, tree.root(0), proof));
        assertMutationsFail(proof, p -> MerkleProof.included(entry(0), 0, 0, root, p));
        int i = index;
        int s = size;
        assertMutationsFail(proof, p -> MerkleProof.included(entry(i), i, s, root, p));
      }
    }
  }

  @Test
  void everyGrowthIsProvedAndNoChange() {
    MerkleTree tree = numbers(40);
    MerkleTree other = numbers(40);
    for (int size = 1; size <= 40; size++) {
      byte[] root = tree.root(size);
      for (int old = 1; old <= size; old++) {
        List<byte[]> proof = tree.consistency(old, size);
        byte[] oldRoot = tree.root(old);
        assertTrue(MerkleProof.consistent(old, oldRoot, size, root, proof), old + "/" + size);
        byte[] forged = oldRoot.clone();
        forged[0] ^= 1;
        assertFalse(MerkleProof.consistent(old, forged, size, root, proof));
        int o = old;
        int s = size;
        assertMutationsFail(proof, p -> MerkleProof.consistent(o, oldRoot, s, root, p));
      }
    }
    assertArrayEquals(tree.root(40), other.root(40));
  }

  @Test
  void aCheckpointIsSignedAndAnyChangeIsSeen() throws Malformed {
    Checkpoint checkpoint = new Checkpoint("gw-demo", 8, HEX.parseHex(ROOTS.get(8)));
    String note = checkpoint.sign(SampleReports.KEY);
    assertTrue(
        note.startsWith(
            "gw-demo\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n\n\u2014 gw-demo "));
    Checkpoint opened = Checkpoint.open(note, SampleReports.KEY.publicKey());
    assertEquals(8, opened.size());
    assertArrayEquals(checkpoint.root(), opened.root());
    SigningKey other = SigningKey.generate();
    assertThrows(Malformed.class, () -> Checkpoint.open(note, other.publicKey()));
    byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = bytes.clone();
        flipped[i] ^= (byte) (1 << bit);
        String changed = new String(flipped, StandardCharsets.UTF_8);
        assertThrows(
            Malformed.class, () -> Checkpoint.open(changed, SampleReports.KEY.publicKey()));
      }
    }
  }

  @Test
  void tilesAreNamedAndFilledAsTheSpecificationSays() throws Exception {
    List<byte[]> entries = IntStream.range(0, 70_000).mapToObj(MerkleTest::entry).toList();
    MerkleTree tree = numbers(70_000);
    var tiles = Tiles.of(entries);
    assertEquals(32 * 256, tiles.get("tile/0/000").length);
    assertEquals(32 * 112, tiles.get("tile/0/273.p/112").length);
    assertEquals(32 * 17, tiles.get("tile/1/001.p/17").length);
    assertEquals(32, tiles.get("tile/2/000.p/1").length);
    assertArrayEquals(tree.root(65_536), tiles.get("tile/2/000.p/1"));
    assertEquals("x001/x234/067", Tiles.name(1_234_067));
    byte[] bundle = tiles.get("tile/entries/273.p/112");
    assertEquals("0003011100", HEX.formatHex(bundle, 0, 5));
    assertEquals(112 * 5, bundle.length);
    MerkleTree read = Tiles.read(70_000, tiles::get);
    assertArrayEquals(tree.root(70_000), read.root(70_000));
    assertThrows(Malformed.class, () -> Tiles.read(3, path -> new byte[95]));
    assertThrows(Malformed.class, () -> Tiles.read(Tiles.MAX_ENTRIES + 1L, tiles::get));
  }

  private interface Proof {
    boolean holds(List<byte[]> proof);
  }

  private static void assertMutationsFail(List<byte[]> proof, Proof claim) {
    List<byte[]> longer = new ArrayList<>(proof);
    longer.add(new byte[32]);
    assertFalse(claim.holds(longer));
    if (proof.isEmpty()) {
      return;
    }
    assertFalse(claim.holds(proof.subList(1, proof.size())));
    List<byte[]> changed = new ArrayList<>(proof);
    byte[] last = proof.get(proof.size() - 1).clone();
    last[31] ^= 1;
    changed.set(proof.size() - 1, last);
    assertFalse(claim.holds(changed));
  }

  private static List<String> hex(List<byte[]> hashes) {
    return hashes.stream().map(HEX::formatHex).toList();
  }

  private static MerkleTree numbers(int count) {
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < count; i++) {
      tree.append(entry(i));
    }
    return tree;
  }

  private static byte[] entry(int i) {
    return new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i};
  }
}

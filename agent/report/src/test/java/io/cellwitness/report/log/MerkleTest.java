package io.cellwitness.report.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.SampleReports;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
  void tilesAreNamedAndFilledAsTheSpecificationSays() {
    MerkleTree tree = numbers(70_000);
    var tiles = Tiles.of(tree);
    assertEquals(32 * 256, tiles.get("tile/0/000").length);
    assertEquals(32 * 112, tiles.get("tile/0/273.p/112").length);
    assertEquals(32 * 17, tiles.get("tile/1/001.p/17").length);
    assertEquals(32, tiles.get("tile/2/000.p/1").length);
    assertArrayEquals(tree.root(65_536), tiles.get("tile/2/000.p/1"));
    assertEquals("x001/x234/067", Tiles.name(1_234_067));
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

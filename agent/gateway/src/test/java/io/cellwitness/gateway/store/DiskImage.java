package io.cellwitness.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a disk holds after a power cut: everything synced, and of the rest what luck decides. */
final class DiskImage {

  /** What becomes of writes that were not synced. */
  enum Fate {
    DROPPED,
    KEPT,
    /** Any subset in any order survives, cut at a sector. */
    TORN
  }

  private static final int SECTOR = 512;

  private final Map<String, byte[]> synced = new HashMap<>();
  private final Map<String, List<Strace.Call>> unsynced = new HashMap<>();

  void apply(Strace.Call call) {
    if (call instanceof Strace.Written written) {
      pending(written.file()).add(call);
    } else if (call instanceof Strace.Truncated truncated) {
      pending(truncated.file()).add(call);
    } else if (call instanceof Strace.Synced sync) {
      String file = sync.file();
      synced.put(file, played(file, pending(file)));
      pending(file).clear();
    } else if (call instanceof Strace.Removed removed) {
      // SQLite removes a journal and syncs the directory at once; a journal left here would be
      // played back over newer pages.
      synced.remove(removed.file());
      unsynced.remove(removed.file());
    }
  }

  /** Writes the files as they are after the cut. */
  void restore(Path dir, Fate fate, Random random) throws IOException {
    for (String file : unsynced.keySet()) {
      List<Strace.Call> survivors =
          switch (fate) {
            case DROPPED -> List.of();
            case KEPT -> pending(file);
            case TORN -> torn(pending(file), random);
          };
      Files.write(dir.resolve(file), played(file, survivors));
    }
  }

  private List<Strace.Call> pending(String file) {
    return unsynced.computeIfAbsent(file, key -> new ArrayList<>());
  }

  private byte[] played(String file, List<Strace.Call> calls) {
    byte[] content = synced.getOrDefault(file, new byte[0]);
    content = content.clone();
    for (Strace.Call call : calls) {
      if (call instanceof Strace.Truncated truncated) {
        content = Arrays.copyOf(content, (int) truncated.length());
      } else if (call instanceof Strace.Written written) {
        int end = (int) written.offset() + written.data().length;
        content = end > content.length ? Arrays.copyOf(content, end) : content;
        System.arraycopy(written.data(), 0, content, (int) written.offset(), written.data().length);
      }
    }
    return content;
  }

  private static List<Strace.Call> torn(List<Strace.Call> calls, Random random) {
    List<Strace.Call> survivors = new ArrayList<>();
    for (Strace.Call call : calls) {
      if (random.nextBoolean()) {
        continue;
      }
      if (call instanceof Strace.Written written && random.nextInt(3) == 0) {
        int sectors = written.data().length / SECTOR;
        int length = sectors == 0 ? 0 : random.nextInt(sectors) * SECTOR;
        survivors.add(
            new Strace.Written(
                written.file(), written.offset(), Arrays.copyOf(written.data(), length)));
      } else {
        survivors.add(call);
      }
    }
    return survivors;
  }
}

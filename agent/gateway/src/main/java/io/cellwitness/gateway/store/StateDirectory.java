package io.cellwitness.gateway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The state directory held by one process: created for its owner only, locked, and marked so that
 * an unclean shutdown is seen at the next start. Lock file content: the holder's pid; empty after a
 * clean shutdown.
 */
final class StateDirectory implements AutoCloseable {

  /** The name of this gateway in its chain of reports; a damaged store ends it. */
  static final String GATEWAY_ID = "gateway.id";

  static final String DATABASE = "cellwitness.db";
  static final String NATIVE_PROPERTY = "org.sqlite.tmpdir";

  private static final String LOCK = "cellwitness.lock";

  /** Beside the database when somebody who only reads has met damage in it. */
  private static final String SUSPECT = ".suspect";

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /**
   * Directories held by this very process. Needed before the lock file is touched: closing any
   * channel on a file drops all POSIX locks the process has on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;
  private final FileLock lock;
  private final boolean unclean;

  private StateDirectory(Path directory, FileChannel channel, FileLock lock, boolean unclean) {
    this.directory = directory;
    this.channel = channel;
    this.lock = lock;
    this.unclean = unclean;
  }

  /** Creates, locks and marks the directory. */
  static StateDirectory hold(Path wanted) {
    Path directory = create(wanted);
    if (!HELD.add(directory)) {
      throw inUse(directory, Optional.of(Long.toString(ProcessHandle.current().pid())));
    }
    boolean held = false;
    try {
      StateDirectory state = lock(directory);
      held = true;
      createPrivate(state.database());
      return state;
    } catch (IOException e) {
      throw notWritable(directory, e);
    } finally {
      if (!held) {
        HELD.remove(directory);
      }
    }
  }

  private static StateDirectory lock(Path directory) throws IOException {
    Path file = directory.resolve(LOCK);
    createPrivate(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      String content = read(channel);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(directory, Optional.of(content).filter(pid -> !pid.isEmpty()));
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      channel.force(true);
      locked = true;
      boolean suspect = Files.exists(directory.resolve(DATABASE + SUSPECT));
      return new StateDirectory(directory, channel, lock, suspect || !content.isEmpty());
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /** The database file; it exists, with mode 0600. */
  Path database() {
    return directory.resolve(DATABASE);
  }

  /** Whether the last holder did not get to its clean end, or a reader has met damage since. */
  boolean unclean() {
    return unclean;
  }

  /** Has the next holder check the database, as one who may only read it cannot do more. */
  static void suspect(Path database) {
    createPrivateFile(Path.of(database + SUSPECT));
  }

  /** The database was checked, or is a new one. */
  void trust() {
    try {
      Files.deleteIfExists(directory.resolve(DATABASE + SUSPECT));
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
  }

  /** Lets go, keeping the mark of an unclean end so that the next start checks the file. */
  void closeUnclean() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw notWritable(directory, e);
    } finally {
      HELD.remove(directory);
    }
  }

  /** Lets go after a clean end. */
  @Override
  public void close() {
    try {
      channel.truncate(0);
      channel.force(true);
    } catch (IOException e) {
      throw notWritable(directory, e);
    } finally {
      closeUnclean();
    }
  }

  /**
   * Moves a damaged database aside, with its write-ahead log.
   *
   * @param suffix makes the name unique
   * @return where it went
   */
  Path setAside(String suffix) {
    Path target = directory.resolve(DATABASE + ".damaged-" + suffix);
    try {
      // First, so that it cannot be forgotten: reports after the damage must not be taken for
      // continuations of a chain whose end nobody knows.
      Files.deleteIfExists(directory.resolve(GATEWAY_ID));
      for (String part : List.of("-wal", "-shm", "")) {
        Path file = directory.resolve(DATABASE + part);
        if (Files.exists(file)) {
          Files.move(file, Path.of(target + part));
        }
      }
      createPrivate(database());
      return target;
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
  }

  /**
   * Has SQLite's native library unpacked in a directory of this process inside the state directory,
   * and sweeps those of processes that are gone: kill -9 leaves a megabyte behind each time.
   */
  static void useNativeDirectory(Path directory) {
    Path root = directory.resolve("native");
    long pid = ProcessHandle.current().pid();
    try {
      createDirectories(root);
      Path own = root.resolve(Long.toString(pid));
      // In a container the pid is the same every time, so its old directory is swept as well.
      boolean ownInUse = own.toString().equals(System.getProperty(NATIVE_PROPERTY));
      try (Stream<Path> entries = Files.list(root)) {
        for (Path entry : entries.toList()) {
          if (entry.equals(own) ? !ownInUse : !isAlive(entry.getFileName().toString())) {
            delete(entry);
          }
        }
      }
      createDirectories(own);
      if (System.getProperty(NATIVE_PROPERTY) == null) {
        System.setProperty(NATIVE_PROPERTY, own.toString());
      }
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
  }

  /** Makes an empty file for its owner only. */
  static void createPrivateFile(Path file) {
    try {
      createPrivate(file);
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.NOT_WRITABLE,
          "the file " + file + " cannot be made; check its directory",
          e);
    }
  }

  static Path create(Path wanted) {
    try {
      createDirectories(wanted);
      return wanted.toRealPath();
    } catch (IOException e) {
      throw notWritable(wanted, e);
    }
  }

  private static boolean isAlive(String pid) {
    return pid.matches("\\d{1,10}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, OWNER_DIRECTORY);
    }
  }

  private static void createPrivate(Path file) throws IOException {
    try {
      Files.createFile(file, OWNER_FILE);
    } catch (FileAlreadyExistsException e) {
      // It exists already: its owner may have chosen other permissions.
      return;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(20);
    channel.read(buffer, 0);
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
  }

  private static StoreException inUse(Path directory, Optional<String> pid) {
    return new StoreException(
        StoreException.Kind.IN_USE,
        "the state directory "
            + directory
            + " is in use by "
            + pid.map(number -> "process " + number).orElse("another process")
            + "; stop it or choose another --state-dir");
  }

  private static StoreException notWritable(Path directory, IOException e) {
    return new StoreException(
        StoreException.Kind.NOT_WRITABLE,
        "the state directory "
            + directory
            + " cannot be used; check that it is a folder, its owner and mode, and whether the file"
            + " system is full or read-only",
        e);
  }
}

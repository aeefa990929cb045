package io.cellwitness.gateway.store;

import io.cellwitness.api.Reading;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one thread that writes. Readings are gathered and committed together; a task (a report, the
 * outbox, the end of a session) ends the gathering at once. Whoever waits is told only after the
 * transaction is on the disk.
 *
 * <p>After a failed commit nothing is written any more: what the disk holds is then known only to
 * the next start. The failure is given to everybody who waits or comes later.
 */
final class Writer {

  /** Longest time a reading waits for its commit, ms. */
  static final int COMMIT_INTERVAL_MILLIS = 200;

  /** Readings and tasks that may wait; beyond that {@link #append} blocks. */
  static final int QUEUE_CAPACITY = 16_384;

  private static final int PATIENCE_SECONDS = 60;

  private sealed interface Work {}

  private record Append(SessionId session, Reading reading) implements Work {}

  private record Task<T>(Sql.Work<T> body, CompletableFuture<T> done) implements Work {}

  private final Connection connection;
  private final Path file;
  private final SqlDictionary dictionary;
  private final SegmentWriter segments;
  private final ClockKeeper clock;
  private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;
  private volatile StoreException failure;

  Writer(
      Connection connection,
      Path file,
      SqlDictionary dictionary,
      SegmentWriter segments,
      ClockKeeper clock) {
    this.connection = connection;
    this.file = file;
    this.dictionary = dictionary;
    this.segments = segments;
    this.clock = clock;
    this.thread = new Thread(this::run, "cellwitness-store");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Hands over one reading; blocks while the queue is full. */
  void append(SessionId session, Reading reading) {
    enqueue(new Append(session, reading));
  }

  /** Runs a task in a transaction and returns when that is committed. */
  <T> T run(Sql.Work<T> body) {
    return await(submit(body));
  }

  /** Hands a task over; {@link #await} says when it is committed. */
  <T> CompletableFuture<T> submit(Sql.Work<T> body) {
    if (Thread.currentThread() == thread) {
      throw new StoreException(
          StoreException.Kind.MISUSE, "the store was asked to wait for itself; this is a bug");
    }
    CompletableFuture<T> done = new CompletableFuture<>();
    enqueue(new Task<>(body, done));
    wake.release();
    return done;
  }

  /** Commits what is queued and ends the thread. Later work is refused. */
  void close() {
    closing = true;
    wake.release();
    boolean interrupted = false;
    for (int i = 0; i < PATIENCE_SECONDS && thread.isAlive(); i++) {
      try {
        thread.join(1000);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the thread has ended with everything committed. */
  boolean endedWell() {
    return failure == null && !thread.isAlive();
  }

  /** Whether everything handed over so far is on the disk or will be. */
  void requireHealthy() {
    StoreException present = failure;
    if (present != null) {
      throw present.again();
    }
    if (closing) {
      throw closed();
    }
  }

  /** Waits uninterruptibly: a caller must know whether its report was committed. */
  private void enqueue(Work work) {
    boolean interrupted = false;
    boolean taken = false;
    while (!taken) {
      requireHealthy();
      try {
        taken = queue.offer(work, 100, TimeUnit.MILLISECONDS);
        if (!taken) {
          wake.release();
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (queue.remainingCapacity() < QUEUE_CAPACITY / 2) {
      wake.release();
    }
  }

  /** Waits for a task that was handed over; throws what it failed with. */
  <T> T await(CompletableFuture<T> done) {
    boolean interrupted = false;
    try {
      for (int i = 0; i < PATIENCE_SECONDS; i++) {
        try {
          return done.get(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          if (!thread.isAlive()) {
            requireHealthy();
            throw closed();
          }
        }
      }
      throw new StoreException(
          StoreException.Kind.INPUT_OUTPUT,
          "the store "
              + file
              + " did not commit within "
              + PATIENCE_SECONDS
              + " s; check the disk");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException store) {
        throw store.again();
      }
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw new StoreException(
          StoreException.Kind.INPUT_OUTPUT, "the store " + file + " failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try {
      loop();
    } finally {
      if (!closing && failure == null) {
        failure =
            new StoreException(
                StoreException.Kind.INPUT_OUTPUT, "the writer of " + file + " died; start again");
      }
    }
  }

  private void loop() {
    List<Work> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        // Readings alone wake nobody: they are gathered. A task does, and then nothing waits.
        wake.tryAcquire(COMMIT_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        wake.drainPermits();
        queue.drainTo(batch);
        if (batch.isEmpty()) {
          keepClock();
        } else {
          commit(batch);
          batch.clear();
        }
      } catch (InterruptedException e) {
        // Nobody may stop this thread but close(): committed must stay true.
        continue;
      }
    }
  }

  /** Readings of an agent that has nothing more to write want to be dated, too. */
  private void keepClock() {
    if (failure == null && clock.due()) {
      commit(List.of());
    }
  }

  private void commit(List<Work> batch) {
    List<Runnable> answers = new ArrayList<>();
    try {
      if (failure != null) {
        throw failure;
      }
      Sql.execute(connection, "BEGIN IMMEDIATE");
      clock.keep(connection);
      Map<SessionId, List<Reading>> readings = new LinkedHashMap<>();
      for (Work work : batch) {
        if (work instanceof Append append) {
          readings
              .computeIfAbsent(append.session(), key -> new ArrayList<>())
              .add(append.reading());
        } else if (work instanceof Task<?> task) {
          writeReadings(readings);
          answers.add(perform(task));
        }
      }
      writeReadings(readings);
      Sql.execute(connection, "COMMIT");
    } catch (SQLException e) {
      fail(Sql.translate(e, file), batch);
      return;
    } catch (StoreException e) {
      fail(e, batch);
      return;
    } catch (RuntimeException e) {
      fail(new StoreException(StoreException.Kind.MISUSE, "the store failed: " + e, e), batch);
      return;
    }
    answers.forEach(Runnable::run);
  }

  private void writeReadings(Map<SessionId, List<Reading>> readings) throws SQLException {
    for (Map.Entry<SessionId, List<Reading>> entry : readings.entrySet()) {
      if (!segments.isOpen(entry.getKey())) {
        throw new StoreException(
            StoreException.Kind.MISUSE,
            "readings came for session " + entry.getKey() + ", which is not open; this is a bug");
      }
      segments.write(entry.getKey(), entry.getValue());
    }
    readings.clear();
  }

  /** A task that fails for its own reasons takes nothing else with it. */
  private <T> Runnable perform(Task<T> task) throws SQLException {
    Sql.execute(connection, "SAVEPOINT task");
    try {
      T result = task.body().on(connection);
      Sql.execute(connection, "RELEASE task");
      return () -> task.done().complete(result);
    } catch (SQLException e) {
      if (!Sql.isConstraint(e)) {
        throw e;
      }
      undoTask();
      return () -> task.done().completeExceptionally(Sql.translate(e, file));
    } catch (RuntimeException e) {
      undoTask();
      return () -> task.done().completeExceptionally(e);
    }
  }

  private void undoTask() throws SQLException {
    Sql.execute(connection, "ROLLBACK TO task");
    Sql.execute(connection, "RELEASE task");
    dictionary.forget();
  }

  private void fail(StoreException reason, List<Work> batch) {
    failure = reason;
    for (Work work : batch) {
      if (work instanceof Task<?> task) {
        task.done().completeExceptionally(reason);
      }
    }
  }

  private StoreException closed() {
    return new StoreException(
        StoreException.Kind.MISUSE, "the store " + file + " is closed; this is a bug");
  }
}

package io.cellwitness.can;

import io.cellwitness.api.DriverException;
import io.cellwitness.can.profile.ProfileCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The vehicle profiles, read on a thread of their own: an adapter takes longer to come up than they
 * take to read, so that nobody waits for them.
 */
final class ProfileLoading {

  private final FutureTask<ProfileCatalog> catalog;

  private ProfileLoading(FutureTask<ProfileCatalog> catalog) {
    this.catalog = catalog;
  }

  /** Begins to read; {@link #await} tells how it went. */
  static ProfileLoading begin(List<Path> directories) {
    FutureTask<ProfileCatalog> task = new FutureTask<>(() -> ProfileCatalog.load(directories));
    Thread thread = new Thread(task, "vehicle-profiles");
    thread.setDaemon(true);
    thread.start();
    return new ProfileLoading(task);
  }

  /** Profiles that are read already. */
  static ProfileLoading done(ProfileCatalog catalog) {
    FutureTask<ProfileCatalog> task = new FutureTask<>(() -> catalog);
    task.run();
    return new ProfileLoading(task);
  }

  /**
   * Waits for the profiles. Reading files of bounded size is all there is to wait for.
   *
   * @throws DriverException as {@link ProfileCatalog#load}
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  ProfileCatalog await() throws DriverException, InterruptedException {
    try {
      return catalog.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DriverException wrong) {
        throw wrong;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}

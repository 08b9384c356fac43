package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bricscodes.moving.Backup;
import org.bricscodes.tlog.Checkpoint;

/** {@code /backups}: an admin has backups taken, into the folder the operator chose. */
final class BackupDoors {

  private final Optional<OnlineBackups> backups;
  private final Optional<KeptChanges> changes;
  private final Work work;

  /**
   * @param backups empty: none are configured, or the engine has means of its own
   * @param changes empty: nothing is kept between them
   */
  BackupDoors(Optional<OnlineBackups> backups, Optional<KeptChanges> changes, Work work) {
    this.backups = backups;
    this.changes = changes;
    this.work = work;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/backups", exchange -> work.run(() -> list(200)))
            .only(Role.ADMIN),
        Door.open(HttpMethod.POST, "/backups", exchange -> work.run(this::begin)).only(Role.ADMIN));
  }

  private Answer begin() throws Exception {
    if (!online().begin()) {
      throw new Problem(
          ProblemKind.WRONG_STATE, "a backup is being taken; GET /backups says since when");
    }
    return list(202);
  }

  private Answer list(int status) throws Exception {
    OnlineBackups.State state = online().state();
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("backups");
    for (Backup backup : state.done()) {
      Checkpoint log = Checkpoint.parse(backup.checkpoint().text());
      list.addObject()
          .put("name", backup.name())
          .put("made", backup.made().toString())
          .put("rows", backup.rows())
          .put("logSize", log.size())
          .put("logRoot", log.root().toString());
    }
    Instant since = state.since();
    document.put("runningSince", since == null ? null : since.toString());
    document.put("lastFailure", state.failure());
    if (changes.isPresent()) {
      KeptChanges.State kept = changes.get().state();
      Instant through = kept.through();
      document
          .putObject("changes")
          .put("keptThrough", through == null ? null : through.toString())
          .put("failure", kept.failure());
    }
    return Answer.of(status, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
  }

  private OnlineBackups online() {
    return backups.orElseThrow(
        () ->
            new Problem(
                ProblemKind.NOT_FOUND,
                "no backups are taken here: the operator puts "
                    + BackupSettings.FILE
                    + " into the data directory and starts again"));
  }
}

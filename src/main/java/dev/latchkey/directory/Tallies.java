package dev.latchkey.directory;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the database knows of earlier attempts, for one attempt and its {@link TallyKeys}.
 *
 * @param networks as many as there are keys of them, or more
 * @param account failures in a row of the user; none where the name means nobody
 * @param network null where the network is not one of those of the account
 * @param today the database's day (UTC)
 */
public record Tallies(
    Tally name,
    List<Tally> networks,
    Tally account,
    @Nullable KnownNetwork network,
    LocalDate today) {}

package dev.latchkey.registry;

import dev.latchkey.directory.OrgDomain;
import java.time.Instant;
import java.util.UUID;

/**
 * An organisation as operators see it.
 *
 * @param active whether its users may log in; if not, it is suspended
 */
public record OrganizationDetails(
    UUID id, OrgDomain domain, String name, boolean active, Instant createdAt) {}

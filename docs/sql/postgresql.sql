CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
);

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_keys (
        id character varying(128) COLLATE "C" NOT NULL,
        allowed_ips character varying(16000) COLLATE "C",
        created_at timestamp with time zone NOT NULL,
        created_by character varying(256) COLLATE "C",
        customer_ids character varying(600000) COLLATE "C",
        deleted_at timestamp with time zone,
        disabled_at timestamp with time zone,
        environment character varying(128) COLLATE "C",
        expires_at timestamp with time zone,
        is_unrestricted boolean NOT NULL,
        metadata character varying(400000) COLLATE "C" NOT NULL,
        mode integer NOT NULL,
        name character varying(200) COLLATE "C" NOT NULL,
        name_search character varying(200) COLLATE "C" NOT NULL,
        not_before_at timestamp with time zone,
        rate_limits character varying(4000) COLLATE "C" NOT NULL,
        revoked_at timestamp with time zone,
        revoked_by character varying(256) COLLATE "C",
        revoked_reason character varying(1000) COLLATE "C",
        scopes character varying(26000) COLLATE "C" NOT NULL,
        tenant_id character varying(256) COLLATE "C",
        version bigint NOT NULL,
        CONSTRAINT "PK_api_keys" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE INDEX "IX_api_keys_created_at_id" ON api_keys (created_at, id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE INDEX "IX_api_keys_deleted_at" ON api_keys (deleted_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE INDEX "IX_api_keys_tenant_id_created_at_id" ON api_keys (tenant_id, created_at, id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_key_secrets (
        lookup_id character varying(256) COLLATE "C" NOT NULL,
        created_at timestamp with time zone NOT NULL,
        expires_at timestamp with time zone,
        hash character varying(2000) COLLATE "C" NOT NULL,
        hint_last character varying(256) COLLATE "C" NOT NULL,
        hint_prefix character varying(256) COLLATE "C" NOT NULL,
        key_id character varying(128) COLLATE "C" NOT NULL,
        not_before_at timestamp with time zone,
        position integer NOT NULL,
        CONSTRAINT "PK_api_key_secrets" PRIMARY KEY (lookup_id),
        CONSTRAINT "FK_api_key_secrets_api_keys_key_id" FOREIGN KEY (key_id) REFERENCES api_keys (id) ON DELETE CASCADE
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE INDEX "IX_api_key_secrets_key_id" ON api_key_secrets (key_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_key_audit (
        id character varying(128) COLLATE "C" NOT NULL,
        action character varying(100) COLLATE "C" NOT NULL,
        actor character varying(256) COLLATE "C",
        address character varying(64) COLLATE "C",
        at timestamp with time zone NOT NULL,
        changes character varying(8000000) COLLATE "C" NOT NULL,
        key_id character varying(128) COLLATE "C" NOT NULL,
        key_name character varying(200) COLLATE "C" NOT NULL,
        key_name_search character varying(200) COLLATE "C" NOT NULL,
        tenant_id character varying(256) COLLATE "C",
        CONSTRAINT "PK_api_key_audit" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE INDEX "IX_api_key_audit_key_id_id" ON api_key_audit (key_id, id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE INDEX "IX_api_key_audit_tenant_id_id" ON api_key_audit (tenant_id, id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_key_idempotency (
        id character varying(64) COLLATE "C" NOT NULL,
        created_at timestamp with time zone NOT NULL,
        fingerprint character varying(64) COLLATE "C" NOT NULL,
        key_id character varying(128) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_api_key_idempotency" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE INDEX "IX_api_key_idempotency_created_at" ON api_key_idempotency (created_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_key_feed (
        position bigint NOT NULL,
        at timestamp with time zone NOT NULL,
        change_id uuid NOT NULL,
        key_id character varying(128) COLLATE "C" NOT NULL,
        lookup_ids character varying(8000) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_api_key_feed" PRIMARY KEY (position)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE INDEX "IX_api_key_feed_change_id" ON api_key_feed (change_id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_key_feed_counter (
        id integer NOT NULL,
        position bigint NOT NULL,
        pruned_position bigint NOT NULL,
        CONSTRAINT "PK_api_key_feed_counter" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    INSERT INTO api_key_feed_counter (id, position, pruned_position)
    VALUES (1, 0, 0);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_key_schema (
        id integer NOT NULL,
        name character varying(150) COLLATE "C" NOT NULL,
        version integer NOT NULL,
        CONSTRAINT "PK_api_key_schema" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    INSERT INTO api_key_schema (id, name, version)
    VALUES (1, '20261121000000_InitialApiKeys', 1);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_key_usage (
        key_id character varying(128) COLLATE "C" NOT NULL,
        lookup_id character varying(256) COLLATE "C" NOT NULL,
        count bigint NOT NULL,
        last_address character varying(64) COLLATE "C",
        last_used_at timestamp with time zone NOT NULL,
        CONSTRAINT "PK_api_key_usage" PRIMARY KEY (key_id, lookup_id)
    )
    WITH (fillfactor=50);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_key_usage_hours (
        key_id character varying(128) COLLATE "C" NOT NULL,
        hour_at timestamp with time zone NOT NULL,
        count bigint NOT NULL,
        CONSTRAINT "PK_api_key_usage_hours" PRIMARY KEY (key_id, hour_at)
    )
    WITH (fillfactor=50);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE INDEX "IX_api_key_usage_hours_hour_at" ON api_key_usage_hours (hour_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_key_usage_batches (
        id uuid NOT NULL,
        at timestamp with time zone NOT NULL,
        CONSTRAINT "PK_api_key_usage_batches" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE INDEX "IX_api_key_usage_batches_at" ON api_key_usage_batches (at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_key_rates (
        key_id character varying(128) COLLATE "C" NOT NULL,
        newest_ticks bigint NOT NULL,
        takes bigint NOT NULL,
        windows character varying(4000) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_api_key_rates" PRIMARY KEY (key_id)
    )
    WITH (fillfactor=50);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE TABLE api_key_replays (
        id character varying(64) COLLATE "C" NOT NULL,
        expires_at timestamp with time zone NOT NULL,
        CONSTRAINT "PK_api_key_replays" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    CREATE INDEX "IX_api_key_replays_expires_at" ON api_key_replays (expires_at);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261121000000_InitialApiKeys') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261121000000_InitialApiKeys', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261128000000_ImportedSecrets') THEN
    ALTER TABLE api_key_secrets ADD imported_format character varying(64) COLLATE "C";
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261128000000_ImportedSecrets') THEN
    CREATE INDEX "IX_api_key_secrets_imported_format" ON api_key_secrets (imported_format);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261128000000_ImportedSecrets') THEN
    UPDATE api_key_schema SET name = '20261128000000_ImportedSecrets', version = 2
    WHERE id = 1;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261128000000_ImportedSecrets') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261128000000_ImportedSecrets', '10.0.14');
    END IF;
END $EF$;
COMMIT;

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261205000000_RequestLog') THEN
    CREATE TABLE api_key_requests (
        id character varying(128) COLLATE "C" NOT NULL,
        actor character varying(256) COLLATE "C",
        address character varying(64) COLLATE "C",
        at timestamp with time zone NOT NULL,
        count bigint NOT NULL,
        duration_microseconds bigint,
        key_id character varying(128) COLLATE "C",
        key_name character varying(200) COLLATE "C",
        kind integer NOT NULL,
        last_at timestamp with time zone NOT NULL,
        method character varying(32) COLLATE "C",
        reason integer,
        request_id character varying(128) COLLATE "C",
        route character varying(512) COLLATE "C",
        status integer,
        tenant_id character varying(256) COLLATE "C" NOT NULL,
        CONSTRAINT "PK_api_key_requests" PRIMARY KEY (id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261205000000_RequestLog') THEN
    CREATE INDEX "IX_api_key_requests_at_id" ON api_key_requests (at, id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261205000000_RequestLog') THEN
    CREATE INDEX "IX_api_key_requests_key_id_at_id" ON api_key_requests (key_id, at, id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261205000000_RequestLog') THEN
    CREATE INDEX "IX_api_key_requests_tenant_id_at_id" ON api_key_requests (tenant_id, at, id);
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261205000000_RequestLog') THEN
    CREATE TABLE api_key_deny_lists (
        tenant_id character varying(256) COLLATE "C" NOT NULL,
        addresses character varying(64000) COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        CONSTRAINT "PK_api_key_deny_lists" PRIMARY KEY (tenant_id)
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261205000000_RequestLog') THEN
    UPDATE api_key_schema SET name = '20261205000000_RequestLog', version = 3
    WHERE id = 1;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261205000000_RequestLog') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261205000000_RequestLog', '10.0.14');
    END IF;
END $EF$;
COMMIT;


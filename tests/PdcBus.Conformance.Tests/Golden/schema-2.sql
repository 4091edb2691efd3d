CREATE TABLE "Changesets" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Changesets" PRIMARY KEY AUTOINCREMENT,
    "Author" TEXT NOT NULL,
    "Comment" TEXT NULL,
    "CommittedOn" TEXT NOT NULL
);


CREATE TABLE "Choices" (
    "Kind" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    CONSTRAINT "PK_Choices" PRIMARY KEY ("Kind", "Name")
);


CREATE TABLE "Images" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Images" PRIMARY KEY AUTOINCREMENT,
    "FileName" TEXT NOT NULL,
    "Sha256" TEXT NOT NULL,
    "Sha1" TEXT NULL,
    "Md5" TEXT NULL,
    "ImplantMd5" TEXT NULL,
    "Format" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "Arch" TEXT NOT NULL,
    "Subvariant" TEXT NULL,
    "VolumeId" TEXT NULL,
    "DiscNumber" INTEGER NOT NULL,
    "DiscCount" INTEGER NOT NULL,
    "Bootable" INTEGER NOT NULL,
    "ModifiedAt" INTEGER NOT NULL,
    "Size" INTEGER NOT NULL
);


CREATE TABLE "Labels" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Labels" PRIMARY KEY AUTOINCREMENT,
    "Name" TEXT NOT NULL,
    "Description" TEXT NOT NULL
);


CREATE TABLE "Releases" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Releases" PRIMARY KEY AUTOINCREMENT,
    "ReleaseId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Short" TEXT NOT NULL,
    "Version" TEXT NOT NULL,
    "ReleaseType" TEXT NOT NULL,
    "IntegratedWith" TEXT NULL
);


CREATE TABLE "Rpms" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Rpms" PRIMARY KEY AUTOINCREMENT,
    "Nevra" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Epoch" INTEGER NOT NULL,
    "Version" TEXT NOT NULL,
    "Release" TEXT NOT NULL,
    "Arch" TEXT NOT NULL,
    "SourceName" TEXT NOT NULL,
    "SourceNevra" TEXT NULL,
    "FileName" TEXT NOT NULL
);


CREATE TABLE "pdcbus_lane" (
    "lane" TEXT NOT NULL CONSTRAINT "PK_pdcbus_lane" PRIMARY KEY,
    "expires_at" INTEGER NOT NULL,
    "owner" TEXT NULL
);


CREATE TABLE "pdcbus_node" (
    "node" TEXT NOT NULL CONSTRAINT "PK_pdcbus_node" PRIMARY KEY,
    "lanes" TEXT NOT NULL,
    "last_seen" INTEGER NOT NULL
);


CREATE TABLE "pdcbus_outbox" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_pdcbus_outbox" PRIMARY KEY AUTOINCREMENT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "body" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "headers" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "not_before" INTEGER NULL,
    "notice" TEXT NULL,
    "ordering_key" TEXT NULL,
    "topic" TEXT NOT NULL,
    "traceparent" TEXT NULL,
    "tracestate" TEXT NULL
);


CREATE TABLE "pdcbus_parked" (
    "number" INTEGER NOT NULL CONSTRAINT "PK_pdcbus_parked" PRIMARY KEY AUTOINCREMENT,
    "attempts" INTEGER NOT NULL,
    "body" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "error" TEXT NOT NULL,
    "headers" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "notice" TEXT NULL,
    "ordering_key" TEXT NULL,
    "parked_at" INTEGER NOT NULL,
    "topic" TEXT NOT NULL,
    "traceparent" TEXT NULL,
    "tracestate" TEXT NULL
);


CREATE TABLE "Changes" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Changes" PRIMARY KEY AUTOINCREMENT,
    "ChangesetId" INTEGER NOT NULL,
    "Resource" TEXT NOT NULL,
    "ResourceId" INTEGER NOT NULL,
    "OldValue" TEXT NULL,
    "NewValue" TEXT NULL,
    CONSTRAINT "FK_Changes_Changesets_ChangesetId" FOREIGN KEY ("ChangesetId") REFERENCES "Changesets" ("Id") ON DELETE CASCADE
);


CREATE TABLE "Composes" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Composes" PRIMARY KEY AUTOINCREMENT,
    "ComposeId" TEXT NOT NULL,
    "Date" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "Respin" INTEGER NOT NULL,
    "Label" TEXT NULL,
    "ImportedOn" TEXT NOT NULL,
    "Deleted" INTEGER NOT NULL,
    "AcceptanceTesting" TEXT NOT NULL,
    "ReleaseId" INTEGER NOT NULL,
    CONSTRAINT "FK_Composes_Releases_ReleaseId" FOREIGN KEY ("ReleaseId") REFERENCES "Releases" ("Id") ON DELETE CASCADE
);


CREATE TABLE "ComposeLinkedReleases" (
    "ComposeRowId" INTEGER NOT NULL,
    "LinkedReleasesId" INTEGER NOT NULL,
    CONSTRAINT "PK_ComposeLinkedReleases" PRIMARY KEY ("ComposeRowId", "LinkedReleasesId"),
    CONSTRAINT "FK_ComposeLinkedReleases_Composes_ComposeRowId" FOREIGN KEY ("ComposeRowId") REFERENCES "Composes" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_ComposeLinkedReleases_Releases_LinkedReleasesId" FOREIGN KEY ("LinkedReleasesId") REFERENCES "Releases" ("Id") ON DELETE CASCADE
);


CREATE TABLE "Variants" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Variants" PRIMARY KEY AUTOINCREMENT,
    "ComposeId" INTEGER NOT NULL,
    "Uid" TEXT NOT NULL,
    "VariantId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    CONSTRAINT "FK_Variants_Composes_ComposeId" FOREIGN KEY ("ComposeId") REFERENCES "Composes" ("Id") ON DELETE CASCADE
);


CREATE TABLE "VariantArches" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_VariantArches" PRIMARY KEY AUTOINCREMENT,
    "VariantId" INTEGER NOT NULL,
    "Arch" TEXT NOT NULL,
    "RttTestingStatus" TEXT NOT NULL,
    CONSTRAINT "FK_VariantArches_Variants_VariantId" FOREIGN KEY ("VariantId") REFERENCES "Variants" ("Id") ON DELETE CASCADE
);


CREATE TABLE "ComposeImages" (
    "VariantArchId" INTEGER NOT NULL,
    "ImageId" INTEGER NOT NULL,
    "Folder" TEXT NOT NULL,
    CONSTRAINT "PK_ComposeImages" PRIMARY KEY ("VariantArchId", "ImageId"),
    CONSTRAINT "FK_ComposeImages_Images_ImageId" FOREIGN KEY ("ImageId") REFERENCES "Images" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_ComposeImages_VariantArches_VariantArchId" FOREIGN KEY ("VariantArchId") REFERENCES "VariantArches" ("Id") ON DELETE CASCADE
);


CREATE TABLE "ComposePaths" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ComposePaths" PRIMARY KEY AUTOINCREMENT,
    "VariantArchId" INTEGER NOT NULL,
    "Type" TEXT NOT NULL,
    "Path" TEXT NOT NULL,
    CONSTRAINT "FK_ComposePaths_VariantArches_VariantArchId" FOREIGN KEY ("VariantArchId") REFERENCES "VariantArches" ("Id") ON DELETE CASCADE
);


CREATE TABLE "ComposeRpms" (
    "VariantArchId" INTEGER NOT NULL,
    "RpmId" INTEGER NOT NULL,
    "Folder" TEXT NOT NULL,
    "Sigkey" TEXT NULL,
    "Category" TEXT NOT NULL,
    CONSTRAINT "PK_ComposeRpms" PRIMARY KEY ("VariantArchId", "RpmId"),
    CONSTRAINT "FK_ComposeRpms_Rpms_RpmId" FOREIGN KEY ("RpmId") REFERENCES "Rpms" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_ComposeRpms_VariantArches_VariantArchId" FOREIGN KEY ("VariantArchId") REFERENCES "VariantArches" ("Id") ON DELETE CASCADE
);


CREATE TABLE "ComposeTrees" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ComposeTrees" PRIMARY KEY AUTOINCREMENT,
    "VariantArchId" INTEGER NOT NULL,
    "Location" TEXT NOT NULL,
    "Scheme" TEXT NOT NULL,
    "Url" TEXT NOT NULL,
    CONSTRAINT "FK_ComposeTrees_VariantArches_VariantArchId" FOREIGN KEY ("VariantArchId") REFERENCES "VariantArches" ("Id") ON DELETE CASCADE
);


INSERT INTO "Choices" ("Kind", "Name")
VALUES ('acceptance status', 'failed');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('acceptance status', 'passed');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('acceptance status', 'untested');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'aarch64');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'alpha');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'amd64');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'arm64');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'armhfp');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'armv5tejl');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'armv5tel');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'armv6hl');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'armv6l');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'armv7hl');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'armv7hnl');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'armv7l');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'athlon');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'i386');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'i486');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'i586');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'i686');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'ia64');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'noarch');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'nosrc');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'ppc');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'ppc64');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'ppc64le');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'ppc64p7');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'riscv64');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 's390');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 's390x');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'sparc');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'sparc64');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'sparc64v');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'sparcv9');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'src');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('arch', 'x86_64');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('compose type', 'nightly');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('compose type', 'production');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('compose type', 'test');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('content category', 'binary');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('content category', 'debug');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('content category', 'source');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('content format', 'comps');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('content format', 'docker');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('content format', 'dud');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('content format', 'iso');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('content format', 'kickstart');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('content format', 'rpm');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('location', 'BRQ');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('location', 'NAY');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('release component type', 'container');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('release component type', 'rpm');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('release type', 'aus');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('release type', 'els');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('release type', 'eus');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('release type', 'fast');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('release type', 'ga');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('release type', 'updates');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('repo family', 'beta');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('repo family', 'dist');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('repo family', 'htb');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('scheme', 'http');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('scheme', 'nfs');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('service', 'ftp');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('service', 'pulp');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('service', 'rhn');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('variant type', 'addon');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('variant type', 'layered-product');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('variant type', 'module');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('variant type', 'optional');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('variant type', 'variant');
SELECT changes();



CREATE INDEX "IX_Changes_ChangesetId" ON "Changes" ("ChangesetId");


CREATE INDEX "IX_ComposeImages_ImageId" ON "ComposeImages" ("ImageId");


CREATE INDEX "IX_ComposeLinkedReleases_LinkedReleasesId" ON "ComposeLinkedReleases" ("LinkedReleasesId");


CREATE UNIQUE INDEX "IX_ComposePaths_VariantArchId_Type" ON "ComposePaths" ("VariantArchId", "Type");


CREATE INDEX "IX_ComposeRpms_RpmId" ON "ComposeRpms" ("RpmId");


CREATE UNIQUE INDEX "IX_ComposeTrees_VariantArchId_Location" ON "ComposeTrees" ("VariantArchId", "Location");


CREATE UNIQUE INDEX "IX_Composes_ComposeId" ON "Composes" ("ComposeId");


CREATE INDEX "IX_Composes_ReleaseId" ON "Composes" ("ReleaseId");


CREATE UNIQUE INDEX "IX_Images_FileName_Sha256" ON "Images" ("FileName", "Sha256");


CREATE UNIQUE INDEX "IX_Labels_Name" ON "Labels" ("Name");


CREATE UNIQUE INDEX "IX_Releases_ReleaseId" ON "Releases" ("ReleaseId");


CREATE UNIQUE INDEX "IX_Rpms_Nevra" ON "Rpms" ("Nevra");


CREATE UNIQUE INDEX "IX_VariantArches_VariantId_Arch" ON "VariantArches" ("VariantId", "Arch");


CREATE UNIQUE INDEX "IX_Variants_ComposeId_Uid" ON "Variants" ("ComposeId", "Uid");


CREATE INDEX "ix_pdcbus_outbox_lane_id" ON "pdcbus_outbox" ("lane", "id");



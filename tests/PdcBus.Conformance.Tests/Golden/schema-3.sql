CREATE TABLE "BugzillaComponents" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_BugzillaComponents" PRIMARY KEY AUTOINCREMENT,
    "Name" TEXT NOT NULL,
    "ParentId" INTEGER NULL,
    "Tree" TEXT NOT NULL,
    CONSTRAINT "FK_BugzillaComponents_BugzillaComponents_ParentId" FOREIGN KEY ("ParentId") REFERENCES "BugzillaComponents" ("Id") ON DELETE CASCADE
);


CREATE TABLE "BuildImages" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_BuildImages" PRIMARY KEY AUTOINCREMENT,
    "ImageId" TEXT NOT NULL,
    "ImageFormat" TEXT NOT NULL,
    "Md5" TEXT NOT NULL,
    "Archives" TEXT NOT NULL
);


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


CREATE TABLE "Contacts" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Contacts" PRIMARY KEY AUTOINCREMENT,
    "Email" TEXT NOT NULL,
    "Discriminator" TEXT NOT NULL,
    "MailName" TEXT NULL,
    "Username" TEXT NULL
);


CREATE TABLE "GlobalComponents" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_GlobalComponents" PRIMARY KEY AUTOINCREMENT,
    "Name" TEXT NOT NULL,
    "DistGitPath" TEXT NULL,
    "Upstream" TEXT NULL
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


CREATE TABLE "Modules" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Modules" PRIMARY KEY AUTOINCREMENT,
    "Uid" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Stream" TEXT NOT NULL,
    "Version" TEXT NOT NULL,
    "Context" TEXT NOT NULL,
    "Active" INTEGER NOT NULL,
    "KojiTag" TEXT NOT NULL,
    "Modulemd" TEXT NOT NULL,
    "RuntimeDeps" TEXT NOT NULL,
    "BuildDeps" TEXT NOT NULL
);


CREATE TABLE "Products" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Products" PRIMARY KEY AUTOINCREMENT,
    "Name" TEXT NOT NULL,
    "Short" TEXT NOT NULL,
    "AllowedPushTargets" TEXT NOT NULL
);


CREATE TABLE "Sigkeys" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Sigkeys" PRIMARY KEY AUTOINCREMENT,
    "KeyId" TEXT NOT NULL,
    "Name" TEXT NULL,
    "Description" TEXT NOT NULL
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


CREATE TABLE "GlobalComponentLabels" (
    "GlobalComponentRowId" INTEGER NOT NULL,
    "LabelsId" INTEGER NOT NULL,
    CONSTRAINT "PK_GlobalComponentLabels" PRIMARY KEY ("GlobalComponentRowId", "LabelsId"),
    CONSTRAINT "FK_GlobalComponentLabels_GlobalComponents_GlobalComponentRowId" FOREIGN KEY ("GlobalComponentRowId") REFERENCES "GlobalComponents" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_GlobalComponentLabels_Labels_LabelsId" FOREIGN KEY ("LabelsId") REFERENCES "Labels" ("Id") ON DELETE CASCADE
);


CREATE TABLE "ProductVersions" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ProductVersions" PRIMARY KEY AUTOINCREMENT,
    "ProductVersionId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Short" TEXT NOT NULL,
    "Version" TEXT NOT NULL,
    "ProductId" INTEGER NOT NULL,
    "AllowedPushTargets" TEXT NOT NULL,
    CONSTRAINT "FK_ProductVersions_Products_ProductId" FOREIGN KEY ("ProductId") REFERENCES "Products" ("Id") ON DELETE CASCADE
);


CREATE TABLE "Releases" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Releases" PRIMARY KEY AUTOINCREMENT,
    "ReleaseId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Short" TEXT NOT NULL,
    "Version" TEXT NOT NULL,
    "ReleaseType" TEXT NOT NULL,
    "BaseProduct" TEXT NULL,
    "Active" INTEGER NOT NULL,
    "ProductVersionId" INTEGER NULL,
    "IntegratedWithId" INTEGER NULL,
    "SigkeyId" INTEGER NULL,
    "AllowBuildrootPush" INTEGER NOT NULL,
    "AllowedDebuginfoServices" TEXT NOT NULL,
    "AllowedPushTargets" TEXT NOT NULL,
    "Bugzilla" TEXT NULL,
    "DistGit" TEXT NULL,
    CONSTRAINT "FK_Releases_ProductVersions_ProductVersionId" FOREIGN KEY ("ProductVersionId") REFERENCES "ProductVersions" ("Id"),
    CONSTRAINT "FK_Releases_Releases_IntegratedWithId" FOREIGN KEY ("IntegratedWithId") REFERENCES "Releases" ("Id"),
    CONSTRAINT "FK_Releases_Sigkeys_SigkeyId" FOREIGN KEY ("SigkeyId") REFERENCES "Sigkeys" ("Id")
);


CREATE TABLE "BuildImageReleases" (
    "BuildImageRowId" INTEGER NOT NULL,
    "ReleasesId" INTEGER NOT NULL,
    CONSTRAINT "PK_BuildImageReleases" PRIMARY KEY ("BuildImageRowId", "ReleasesId"),
    CONSTRAINT "FK_BuildImageReleases_BuildImages_BuildImageRowId" FOREIGN KEY ("BuildImageRowId") REFERENCES "BuildImages" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_BuildImageReleases_Releases_ReleasesId" FOREIGN KEY ("ReleasesId") REFERENCES "Releases" ("Id") ON DELETE CASCADE
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


CREATE TABLE "ReleaseComponents" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ReleaseComponents" PRIMARY KEY AUTOINCREMENT,
    "ReleaseId" INTEGER NOT NULL,
    "GlobalComponentId" INTEGER NOT NULL,
    "BugzillaComponentId" INTEGER NULL,
    "Name" TEXT NOT NULL,
    "BrewPackage" TEXT NULL,
    "DistGitBranch" TEXT NULL,
    "Active" INTEGER NOT NULL,
    "Type" TEXT NOT NULL,
    "Srpm" TEXT NULL,
    CONSTRAINT "FK_ReleaseComponents_BugzillaComponents_BugzillaComponentId" FOREIGN KEY ("BugzillaComponentId") REFERENCES "BugzillaComponents" ("Id") ON DELETE SET NULL,
    CONSTRAINT "FK_ReleaseComponents_GlobalComponents_GlobalComponentId" FOREIGN KEY ("GlobalComponentId") REFERENCES "GlobalComponents" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_ReleaseComponents_Releases_ReleaseId" FOREIGN KEY ("ReleaseId") REFERENCES "Releases" ("Id") ON DELETE CASCADE
);


CREATE TABLE "ReleaseVariants" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ReleaseVariants" PRIMARY KEY AUTOINCREMENT,
    "ReleaseId" INTEGER NOT NULL,
    "Uid" TEXT NOT NULL,
    "VariantId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "Arches" TEXT NOT NULL,
    "VariantVersion" TEXT NULL,
    "VariantRelease" TEXT NULL,
    "AllowedPushTargets" TEXT NOT NULL,
    CONSTRAINT "FK_ReleaseVariants_Releases_ReleaseId" FOREIGN KEY ("ReleaseId") REFERENCES "Releases" ("Id") ON DELETE CASCADE
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
    "FileName" TEXT NOT NULL,
    "Dependencies" TEXT NOT NULL,
    "BuiltForReleaseId" INTEGER NULL,
    "SourceCommitHash" TEXT NULL,
    "SourceCommitBranch" TEXT NULL,
    CONSTRAINT "FK_Rpms_Releases_BuiltForReleaseId" FOREIGN KEY ("BuiltForReleaseId") REFERENCES "Releases" ("Id")
);


CREATE TABLE "ComposeLinkedReleases" (
    "LinkedComposesId" INTEGER NOT NULL,
    "LinkedReleasesId" INTEGER NOT NULL,
    CONSTRAINT "PK_ComposeLinkedReleases" PRIMARY KEY ("LinkedComposesId", "LinkedReleasesId"),
    CONSTRAINT "FK_ComposeLinkedReleases_Composes_LinkedComposesId" FOREIGN KEY ("LinkedComposesId") REFERENCES "Composes" ("Id") ON DELETE CASCADE,
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


CREATE TABLE "ContentDeliveryRepos" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ContentDeliveryRepos" PRIMARY KEY AUTOINCREMENT,
    "VariantId" INTEGER NOT NULL,
    "Arch" TEXT NOT NULL,
    "Service" TEXT NOT NULL,
    "RepoFamily" TEXT NOT NULL,
    "ContentFormat" TEXT NOT NULL,
    "ContentCategory" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Shadow" INTEGER NOT NULL,
    "ProductId" INTEGER NULL,
    CONSTRAINT "FK_ContentDeliveryRepos_ReleaseVariants_VariantId" FOREIGN KEY ("VariantId") REFERENCES "ReleaseVariants" ("Id") ON DELETE RESTRICT
);


CREATE TABLE "BuildImageRpms" (
    "BuildImageRowId" INTEGER NOT NULL,
    "RpmsId" INTEGER NOT NULL,
    CONSTRAINT "PK_BuildImageRpms" PRIMARY KEY ("BuildImageRowId", "RpmsId"),
    CONSTRAINT "FK_BuildImageRpms_BuildImages_BuildImageRowId" FOREIGN KEY ("BuildImageRowId") REFERENCES "BuildImages" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_BuildImageRpms_Rpms_RpmsId" FOREIGN KEY ("RpmsId") REFERENCES "Rpms" ("Id") ON DELETE CASCADE
);


CREATE TABLE "ModuleRpms" (
    "ModuleRowId" INTEGER NOT NULL,
    "RpmsId" INTEGER NOT NULL,
    CONSTRAINT "PK_ModuleRpms" PRIMARY KEY ("ModuleRowId", "RpmsId"),
    CONSTRAINT "FK_ModuleRpms_Modules_ModuleRowId" FOREIGN KEY ("ModuleRowId") REFERENCES "Modules" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_ModuleRpms_Rpms_RpmsId" FOREIGN KEY ("RpmsId") REFERENCES "Rpms" ("Id") ON DELETE CASCADE
);


CREATE TABLE "RpmLinkedReleases" (
    "LinkedReleasesId" INTEGER NOT NULL,
    "RpmRowId" INTEGER NOT NULL,
    CONSTRAINT "PK_RpmLinkedReleases" PRIMARY KEY ("LinkedReleasesId", "RpmRowId"),
    CONSTRAINT "FK_RpmLinkedReleases_Releases_LinkedReleasesId" FOREIGN KEY ("LinkedReleasesId") REFERENCES "Releases" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_RpmLinkedReleases_Rpms_RpmRowId" FOREIGN KEY ("RpmRowId") REFERENCES "Rpms" ("Id") ON DELETE CASCADE
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
    "SyncedContent" TEXT NOT NULL,
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
VALUES ('image format', 'docker');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('image format', 'iso');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('image format', 'qcow');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('image format', 'qcow2');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('image format', 'raw');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('image format', 'rhevm.ova');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('image format', 'sda.raw');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('image format', 'vagrant-libvirt.box');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('image format', 'vagrant-virtualbox.box');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('image format', 'vdi');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('image format', 'vmdk');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('location', 'BRQ');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('location', 'NAY');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('push target', 'rhn-live');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('push target', 'rhn-qa');
SELECT changes();

INSERT INTO "Choices" ("Kind", "Name")
VALUES ('push target', 'rhn-stage');
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



CREATE UNIQUE INDEX "IX_BugzillaComponents_ParentId_Name" ON "BugzillaComponents" ("ParentId", "Name");


CREATE INDEX "IX_BugzillaComponents_Tree" ON "BugzillaComponents" ("Tree");


CREATE INDEX "IX_BuildImageReleases_ReleasesId" ON "BuildImageReleases" ("ReleasesId");


CREATE INDEX "IX_BuildImageRpms_RpmsId" ON "BuildImageRpms" ("RpmsId");


CREATE UNIQUE INDEX "IX_BuildImages_ImageId_ImageFormat" ON "BuildImages" ("ImageId", "ImageFormat");


CREATE INDEX "IX_Changes_ChangesetId" ON "Changes" ("ChangesetId");


CREATE INDEX "IX_ComposeImages_ImageId" ON "ComposeImages" ("ImageId");


CREATE INDEX "IX_ComposeLinkedReleases_LinkedReleasesId" ON "ComposeLinkedReleases" ("LinkedReleasesId");


CREATE UNIQUE INDEX "IX_ComposePaths_VariantArchId_Type" ON "ComposePaths" ("VariantArchId", "Type");


CREATE INDEX "IX_ComposeRpms_RpmId" ON "ComposeRpms" ("RpmId");


CREATE UNIQUE INDEX "IX_ComposeTrees_VariantArchId_Location" ON "ComposeTrees" ("VariantArchId", "Location");


CREATE UNIQUE INDEX "IX_Composes_ComposeId" ON "Composes" ("ComposeId");


CREATE INDEX "IX_Composes_ReleaseId" ON "Composes" ("ReleaseId");


CREATE UNIQUE INDEX "IX_Contacts_MailName_Email" ON "Contacts" ("MailName", "Email");


CREATE UNIQUE INDEX "IX_Contacts_Username_Email" ON "Contacts" ("Username", "Email");


CREATE UNIQUE INDEX "IX_ContentDeliveryRepos_VariantId_Arch_Service_RepoFamily_ContentFormat_ContentCategory_Name_Shadow" ON "ContentDeliveryRepos" ("VariantId", "Arch", "Service", "RepoFamily", "ContentFormat", "ContentCategory", "Name", "Shadow");


CREATE INDEX "IX_GlobalComponentLabels_LabelsId" ON "GlobalComponentLabels" ("LabelsId");


CREATE UNIQUE INDEX "IX_GlobalComponents_Name" ON "GlobalComponents" ("Name");


CREATE UNIQUE INDEX "IX_Images_FileName_Sha256" ON "Images" ("FileName", "Sha256");


CREATE UNIQUE INDEX "IX_Labels_Name" ON "Labels" ("Name");


CREATE INDEX "IX_ModuleRpms_RpmsId" ON "ModuleRpms" ("RpmsId");


CREATE UNIQUE INDEX "IX_Modules_Uid" ON "Modules" ("Uid");


CREATE INDEX "IX_ProductVersions_ProductId" ON "ProductVersions" ("ProductId");


CREATE UNIQUE INDEX "IX_ProductVersions_ProductVersionId" ON "ProductVersions" ("ProductVersionId");


CREATE UNIQUE INDEX "IX_Products_Short" ON "Products" ("Short");


CREATE INDEX "IX_ReleaseComponents_BugzillaComponentId" ON "ReleaseComponents" ("BugzillaComponentId");


CREATE INDEX "IX_ReleaseComponents_GlobalComponentId" ON "ReleaseComponents" ("GlobalComponentId");


CREATE UNIQUE INDEX "IX_ReleaseComponents_ReleaseId_Name" ON "ReleaseComponents" ("ReleaseId", "Name");


CREATE UNIQUE INDEX "IX_ReleaseVariants_ReleaseId_Uid" ON "ReleaseVariants" ("ReleaseId", "Uid");


CREATE INDEX "IX_Releases_IntegratedWithId" ON "Releases" ("IntegratedWithId");


CREATE INDEX "IX_Releases_ProductVersionId" ON "Releases" ("ProductVersionId");


CREATE UNIQUE INDEX "IX_Releases_ReleaseId" ON "Releases" ("ReleaseId");


CREATE INDEX "IX_Releases_SigkeyId" ON "Releases" ("SigkeyId");


CREATE INDEX "IX_RpmLinkedReleases_RpmRowId" ON "RpmLinkedReleases" ("RpmRowId");


CREATE INDEX "IX_Rpms_BuiltForReleaseId" ON "Rpms" ("BuiltForReleaseId");


CREATE UNIQUE INDEX "IX_Rpms_Nevra" ON "Rpms" ("Nevra");


CREATE UNIQUE INDEX "IX_Sigkeys_KeyId" ON "Sigkeys" ("KeyId");


CREATE UNIQUE INDEX "IX_VariantArches_VariantId_Arch" ON "VariantArches" ("VariantId", "Arch");


CREATE UNIQUE INDEX "IX_Variants_ComposeId_Uid" ON "Variants" ("ComposeId", "Uid");


CREATE INDEX "ix_pdcbus_outbox_lane_id" ON "pdcbus_outbox" ("lane", "id");



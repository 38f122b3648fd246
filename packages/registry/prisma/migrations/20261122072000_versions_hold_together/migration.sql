-- AlterTable
ALTER TABLE "SubgraphVersion" ADD COLUMN     "eventTypes" INTEGER NOT NULL DEFAULT 0;

-- AddForeignKey
ALTER TABLE "LiveSubgraph" ADD CONSTRAINT "LiveSubgraph_name_digest_fkey" FOREIGN KEY ("name", "digest") REFERENCES "SubgraphVersion"("name", "digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LiveSubgraph" ADD CONSTRAINT "LiveSubgraph_revision_fkey" FOREIGN KEY ("revision") REFERENCES "Publication"("revision") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Publication" ADD CONSTRAINT "Publication_supergraphDigest_fkey" FOREIGN KEY ("supergraphDigest") REFERENCES "Supergraph"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationEntry" ADD CONSTRAINT "PublicationEntry_name_digest_fkey" FOREIGN KEY ("name", "digest") REFERENCES "SubgraphVersion"("name", "digest") ON DELETE RESTRICT ON UPDATE CASCADE;

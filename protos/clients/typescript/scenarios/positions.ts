import type { MessageInitShape } from "@bufbuild/protobuf";
import { PublishState } from "summit-client/api";
import { Stance, type CreatePositionRequestSchema } from "summit-client/nations";

const day = { year: 2025, month: 2, day: 18 };

/** A request for a position of France. */
export function newPosition(id: string, name: string, publishState = PublishState.PUBLISHED) {
  return {
    parent: "nations/FRA",
    positionId: `${id}-${name}`,
    position: {
      issue: "issues/troop-deployment",
      actor: "government",
      stance: Stance.SUPPORT,
      positionDate: day,
      publishState,
      source: { title: "Example", publisher: "Example", publishDate: day },
    },
  } satisfies MessageInitShape<typeof CreatePositionRequestSchema>;
}

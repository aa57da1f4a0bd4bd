import { SummitMetadata } from "./metadata.js";

/** One revision for each service area, as `summit-revision` carries it: package and `number@epoch`. Immutable. */
export class RevisionVector {
  /** A vector without entries. */
  static readonly empty = new RevisionVector(new Map());

  private constructor(private readonly revisions: ReadonlyMap<string, string>) {}

  /** Reads a vector, for example `summit.nations.v1=17@k3f9,summit.budgets.v1=4@p0aa`. Parts that are not one are left out. */
  static parse(text: string | null | undefined): RevisionVector {
    const revisions = new Map<string, string>();
    for (const part of (text ?? "").split(",")) {
      const [name, revision] = part.trim().split("=", 2);
      if (name && revision && split(revision)) revisions.set(name, revision);
    }
    return revisions.size === 0 ? RevisionVector.empty : new RevisionVector(revisions);
  }

  /** Package and revision. */
  get entries(): ReadonlyMap<string, string> {
    return this.revisions;
  }

  /** Whether it names no revision. */
  get isEmpty(): boolean {
    return this.revisions.size === 0;
  }

  /** Takes over every newer entry of the other vector. Another epoch counts as newer, because the store was replaced. */
  newest(other: RevisionVector): RevisionVector {
    const newer = [...other.revisions].filter(([name, revision]) => isNewer(revision, this.revisions.get(name)));
    return newer.length === 0 ? this : new RevisionVector(new Map([...this.revisions, ...newer]));
  }

  /** The vector as metadata carries it, in the order of the packages. */
  toString(): string {
    return [...this.revisions].map(([name, revision]) => `${name}=${revision}`).sort().join(",");
  }
}

/** The newest revisions that this application has seen. Sent back, they keep its view from going back in time. */
export class RevisionMemory {
  private vector = RevisionVector.empty;

  /** What was seen. */
  get seen(): RevisionVector {
    return this.vector;
  }

  /** Takes note of what an answer says. */
  observe(...answer: Headers[]): void {
    for (const headers of answer) {
      this.vector = this.vector.newest(RevisionVector.parse(headers.get(SummitMetadata.revision)));
    }
  }
}

function split(revision: string): { number: bigint; epoch: string } | undefined {
  const match = /^(\d{1,19})@(.+)$/.exec(revision);
  return match?.[1] && match[2] ? { number: BigInt(match[1]), epoch: match[2] } : undefined;
}

function isNewer(candidate: string, current: string | undefined): boolean {
  const [a, b] = [split(candidate), current === undefined ? undefined : split(current)];
  return a !== undefined && (b === undefined || a.epoch !== b.epoch || a.number > b.number);
}

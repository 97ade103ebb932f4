import { Link } from "wouter";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { placeOf } from "../interactionActions.ts";
import { listAddress } from "../list/listQuery.ts";
import { sessionPlace, tracePlace } from "../places.ts";
import { NeighbourLines } from "./NeighbourLines.tsx";

/** Where an interaction came from and what it is a part of; each leads to the others of it. */
export function BelongsSection({ interaction }: { interaction: Interaction }) {
  const { session, user, tags, traceId, replayOf, origin, source, sourceId } = interaction;
  const of = (field: string, value: string, shown = value) => (
    <Link className="link" href={listAddress(field, value)} title={`All interactions of this ${field}`}>
      <code>{shown}</code>
    </Link>
  );
  return (
    <section>
      <div className="section-head">
        <h2>Belongs to</h2>
      </div>
      <dl className="facts">
        <dt>Origin</dt>
        <dd>{origin}</dd>
        {session !== null && <><dt>Session</dt><dd><Link className="link" href={sessionPlace(session)} title="The whole conversation"><code>{session}</code></Link></dd></>}
        {user !== null && <><dt>User</dt><dd>{of("user", user)}</dd></>}
        {traceId !== null && <><dt>Trace</dt><dd><Link className="link" href={tracePlace(traceId, interaction.spanId)} title="The whole trace"><code>{traceId}</code></Link></dd></>}
        {replayOf !== null && (
          <>
            <dt>Replay of</dt>
            <dd>
              <Link className="link" href={placeOf(replayOf)}>
                <code>{replayOf}</code>
              </Link>
            </dd>
          </>
        )}
        {source !== null && <><dt>Source</dt><dd>{source} {sourceId && <code>{sourceId}</code>}</dd></>}
        {tags.length > 0 && (
          <>
            <dt>Tags</dt>
            <dd>
              {tags.map((tag) => (
                <Link key={tag} className="tag" href={listAddress("tags", tag)}>
                  {tag}
                </Link>
              ))}
            </dd>
          </>
        )}
      </dl>
      <NeighbourLines id={interaction.id} />
    </section>
  );
}

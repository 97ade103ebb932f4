import { useState } from "react";
import { Link } from "wouter";
import type { SessionTotals } from "../../../../shared/schemas/session.ts";
import { Button } from "../../../components/Button.tsx";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { Who } from "../../../components/Swatch.tsx";
import { Time } from "../../../components/Time.tsx";
import { formatCount, formatDuration } from "../../../format.ts";
import { listAddress } from "../list/listQuery.ts";

type SessionFactsProps = { session: string; totals: SessionTotals; onJump(turn: number): void };

/** What a conversation comes to, and the way to one of its turns. */
export function SessionFacts({ session, totals, onJump }: SessionFactsProps) {
  const { turns, failed, users, models, promptTokens, completionTokens, firstAt, lastAt, answeringMs } = totals;
  return (
    <aside className="pane facts-pane" aria-label="The session's totals" tabIndex={0}>
      <Jump turns={turns} onJump={onJump} />
      <section>
        <div className="section-head">
          <h2>Session</h2>
          <span className="spacer" />
          <CopyButton text={() => JSON.stringify({ session, ...totals }, null, 2)} what="totals" />
        </div>
        <dl className="facts">
          <dt>Turns</dt>
          <dd className="tabular"><Link className="link" href={listAddress("session", session)} title="In the list">{formatCount(turns)}</Link></dd>
          <dt>Failed</dt>
          <dd className="tabular">{failed === 0 ? "none" : <Link className="link" href={`${listAddress("session", session)}&status=failed,blocked,interrupted`}>{formatCount(failed)}</Link>}</dd>
          <dt>Tokens</dt>
          <dd className="tabular" title="Of all prompts and of all answers">{formatCount(promptTokens)} → {formatCount(completionTokens)}</dd>
          {firstAt !== null && <><dt>First</dt><dd><Time at={firstAt} /></dd></>}
          {lastAt !== null && <><dt>Last</dt><dd><Time at={lastAt} /></dd></>}
          {firstAt !== null && lastAt !== null && <><dt>Lasted</dt><dd className="tabular">{formatDuration(lastAt - firstAt)}</dd></>}
          <dt>Answering</dt>
          <dd className="tabular" title="The time that its answers took, added up">{formatDuration(answeringMs)}</dd>
        </dl>
      </section>
      {users.length > 0 && (
        <section>
          <div className="section-head"><h2>{users.length === 1 ? "User" : "Users"}</h2></div>
          <ul className="session-names">
            {users.map((user) => <li key={user}><Link className="link" href={listAddress("user", user)} title="All interactions of this user"><code>{user}</code></Link><CopyButton text={user} what="user" /></li>)}
          </ul>
        </section>
      )}
      {models.length > 0 && (
        <section>
          <div className="section-head"><h2>{models.length === 1 ? "Model" : "Models"}</h2></div>
          <ul className="session-names">
            {models.map((model) => <li key={model}><Link className="link" href={listAddress("model", model)} title="All interactions of this model"><Who name={model} /></Link></li>)}
          </ul>
        </section>
      )}
    </aside>
  );
}

function Jump({ turns, onJump }: { turns: number; onJump(turn: number): void }) {
  const [text, setText] = useState("");
  const turn = Number(text);
  const isThere = /^\d+$/.test(text) && turn >= 1 && turn <= turns;
  return (
    <section>
      <form
        className="session-jump"
        onSubmit={(event) => {
          event.preventDefault();
          if (isThere) onJump(turn);
        }}
      >
        <label className="label" htmlFor="session-turn">
          Turn, 1 to {formatCount(turns)}
        </label>
        <input id="session-turn" className="field" inputMode="numeric" value={text} onChange={(event) => setText(event.target.value)} aria-invalid={text !== "" && !isThere} />
        <Button type="submit" disabled={!isThere} hotkey="g">
          Go to
        </Button>
      </form>
    </section>
  );
}

import { Fragment, useEffect } from "react";
import { Button } from "../../components/Button.tsx";
import { CopyButton } from "../../components/CopyButton.tsx";
import { FailureNotice } from "../../components/Notice.tsx";
import { Page } from "../../components/Page.tsx";
import { Bone } from "../../components/Skeleton.tsx";
import { Who } from "../../components/Swatch.tsx";
import { Time } from "../../components/Time.tsx";
import { formatNoun } from "../../format.ts";
import { go, useQueryValue } from "../../router.ts";
import { useComparisons } from "./comparisonStore.ts";
import { ComparisonBody } from "./ComparisonBody.tsx";
import { againAddress } from "./againAddress.ts";
import { titleOf } from "./InputList.tsx";
import { Letter } from "./Letter.tsx";
import { orderedBy, readOrder } from "./ordered.ts";
import { samplingWords } from "./samplingWords.ts";

/** One comparison, while it is made and afterwards. */
export function ComparisonPage({ id }: { id: string }) {
  const comparison = useComparisons((state) => (state.comparison?.id === id ? state.comparison : null));
  const failure = useComparisons((state) => state.failure);
  const [orderText, setOrder] = useQueryValue("order");
  useEffect(() => useComparisons.getState().follow(id), [id]);
  const ordered = comparison && orderedBy(comparison, readOrder(orderText, comparison.targets.length));
  const put = (order: number[]) => setOrder(order.every((each, index) => each === index) ? null : order.join(","));
  const swap = () => ordered && put(ordered.original.toReversed());

  return (
    <Page
      name="compare"
      title={comparison ? titleOf(comparison.inputs[0]!) : id}
      mono={!comparison}
      trail={{ title: "Compare", to: "/compare" }}
      tools={<CopyButton text={id} what="id" />}
      actions={
        comparison && (
          <>
            <Button icon="replay" onClick={() => go(againAddress(comparison))}>
              Compare again
            </Button>
            <Button icon="compare" hotkey="s" onClick={swap}>
              {comparison.targets.length === 2 ? "Swap" : "Reverse"}
            </Button>
          </>
        )
      }
    >
      {failure && (
        <div className="thread-trouble">
          <FailureNotice title="The comparison could not be shown" failure={failure}>
            <Button small onClick={() => go("/compare")}>
              All comparisons
            </Button>
          </FailureNotice>
        </div>
      )}
      {comparison && ordered ? (
        <>
          <div className="filterbar">
            <div className="sentence">
              {ordered.targets.map((name, column) => (
                <Fragment key={ordered.original[column]}>
                  {column > 0 && <span>{column === 1 ? "against" : "and"}</span>}
                  <Letter column={column} />
                  <Who name={name} />
                </Fragment>
              ))}
              <span>
                on {comparison.inputs.length === 1 ? "one input" : `the same ${formatNoun(comparison.inputs.length, "input")}`}, {samplingWords(comparison)}
              </span>
            </div>
            <span className="spacer" />
            <span className="faint small nowrap">
              <Time at={comparison.createdAt} />
            </span>
          </div>
          <ComparisonBody comparison={comparison} ordered={ordered} onOrder={put} onSwap={swap} />
        </>
      ) : (
        !failure && <ComparisonSkeleton />
      )}
    </Page>
  );
}

function ComparisonSkeleton() {
  return (
    <div className="comparison-head" aria-busy="true">
      <Bone width="48%" />
      <Bone width="32%" />
    </div>
  );
}

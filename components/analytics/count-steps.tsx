import { readCounting } from "@/lib/integrations/analytics/read-counting";
import { StepCounter } from "./step-counter";

/** Counts pages and steps in the browser, of whoever said yes; for anybody else it is not there, and no script of it either. */
export async function CountSteps() {
  const counting = await readCounting();
  return counting && <StepCounter key={counting.person} counting={counting} />;
}

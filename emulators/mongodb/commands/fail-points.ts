import { CommandError, badValue } from "../errors.ts";
import { isNumeric, toDouble } from "../values/numbers.ts";
import { isDoc } from "../values/types.ts";
import type { Doc } from "../values/types.ts";

interface FailCommand {
  times: number;
  data: Doc;
}

export interface Fault {
  closesConnection: boolean;
  error: CommandError | null;
  writeConcernError: Doc | null;
  delay: number;
  /** Whether the test names the error's labels itself, even as none: then the server adds none of its own. */
  namesLabels: boolean;
}

/** The `failCommand` fail point of MongoDB's own driver tests. */
export class FailPoints {
  private active: FailCommand | null = null;

  configure(body: Doc): void {
    if (body["configureFailPoint"] !== "failCommand") throw badValue(`fail point ${String(body["configureFailPoint"])} is not known: only failCommand is`);
    const mode = body["mode"];
    const data = isDoc(body["data"]) ? body["data"] : {};
    if (mode === "off") this.active = null;
    else if (mode === "alwaysOn") this.active = { times: Infinity, data };
    else if (isDoc(mode) && isNumeric(mode["times"])) this.active = { times: toDouble(mode["times"]), data };
    else throw badValue("a fail point's mode must be off, alwaysOn or { times: n }");
  }

  /** The fault that a command is to suffer, if any; it is counted. */
  take(command: string, appName: string | null): Fault | null {
    const point = this.active;
    if (!point || point.times <= 0) return null;
    const { data } = point;
    if (!Array.isArray(data["failCommands"]) || !data["failCommands"].includes(command)) return null;
    if (data["appName"] !== undefined && data["appName"] !== appName) return null;
    point.times--;
    return {
      closesConnection: data["closeConnection"] === true,
      error: faultError(data),
      namesLabels: Array.isArray(data["errorLabels"]),
      writeConcernError: isDoc(data["writeConcernError"]) ? data["writeConcernError"] : null,
      delay: data["blockConnection"] === true && isNumeric(data["blockTimeMS"]) ? toDouble(data["blockTimeMS"]) : 0,
    };
  }
}

function faultError(data: Doc): CommandError | null {
  if (!isNumeric(data["errorCode"])) return null;
  const fields = isDoc(data["errorExtraInfo"]) ? data["errorExtraInfo"] : {};
  const error = new CommandError(toDouble(data["errorCode"]), "Failing command via 'failCommand' failpoint", fields);
  if (Array.isArray(data["errorLabels"])) error.labels = data["errorLabels"].map(String);
  return error;
}

import type { Case } from "./case.ts";
import { commandCases } from "./listed/commands.ts";
import { expressionCases } from "./listed/expressions.ts";
import { stageCases } from "./listed/stages.ts";
import { updateCases } from "./listed/updates.ts";
import { valueCases } from "./listed/values.ts";
import { randomCases } from "./random-cases.ts";
import { sweepCases } from "./sweep/cases.ts";

const RANDOM_OPERATIONS = 2_000;
const RANDOM_WRITES = 400;
const SEED = 20_261;

export function allCases(): Case[] {
  return [...valueCases, ...updateCases, ...commandCases, ...stageCases, ...expressionCases(), ...sweepCases(), ...randomCases("random", RANDOM_OPERATIONS, SEED), ...randomCases("random write", RANDOM_WRITES, SEED)];
}

import type { StageCompiler } from "../pipeline.ts";

export const windowStages: Record<string, StageCompiler> = {};

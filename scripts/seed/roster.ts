import type { CategoryId } from "@/lib/tutors/catalogue";
import type { CategorySeed, CoachSeed } from "./coach-seed.ts";
import { academics } from "./coaches/academics.ts";
import { activitiesHobbies } from "./coaches/activities-hobbies.ts";
import { businessCommunication } from "./coaches/business-communication.ts";
import { coachingPersonal } from "./coaches/coaching-personal.ts";
import { cultureInclusion } from "./coaches/culture-inclusion.ts";
import { financeLegal } from "./coaches/finance-legal.ts";
import { fitnessNutrition } from "./coaches/fitness-nutrition.ts";
import { healthMindfulness } from "./coaches/health-mindfulness.ts";
import { hidden } from "./coaches/hidden.ts";
import { performanceArts } from "./coaches/performance-arts.ts";
import { relationshipsFamily } from "./coaches/relationships-family.ts";

const groups: CategorySeed[] = [
  performanceArts, academics, activitiesHobbies, fitnessNutrition, healthMindfulness, businessCommunication, financeLegal,
  coachingPersonal, relationshipsFamily, cultureInclusion, ...hidden,
];

export const roster: { coach: CoachSeed; category: CategoryId }[] = groups.flatMap(({ category, coaches }) =>
  coaches.map((coach) => ({ coach, category })),
);

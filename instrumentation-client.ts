import { noteNavigation, startWatching } from "@/lib/integrations/monitoring/browser/watch";

// Before the page is brought to life: what breaks while that happens is heard too.
startWatching();

export const onRouterTransitionStart = noteNavigation;

/** The four dashboards of New Relic as code. What they ask for is what the agent and business.ts report under these names. */
export interface Chart {
  title: string;
  kind: "viz.line" | "viz.area" | "viz.bar" | "viz.billboard" | "viz.table";
  /** Twelve make a row. */
  width: number;
  nrql: string;
}

export interface Dashboard {
  name: string;
  description: string;
  charts: Chart[];
}

/** New Relic's own word for a metric of the agent; a name or a pattern of it is compared with `metricTimesliceName`. */
const timeslice = "newrelic.timeslice.value";

export function dashboardsOf(appName: string): Dashboard[] {
  const app = `appName = '${appName.replaceAll("'", "")}'`;
  const metric = (what: string, name: string, facet = "") => `SELECT ${what} FROM Metric WHERE ${app} AND metricTimesliceName ${name.includes("%") ? "LIKE" : "="} '${name}'${facet ? ` FACET ${facet}` : ""} TIMESERIES`;
  const providers = "Custom/Provider/%";
  return [
    {
      name: "MaestroHub: API",
      description: "How many ask, how long they wait, what fails.",
      charts: [
        { title: "Requests a minute", kind: "viz.area", width: 6, nrql: `SELECT rate(count(*), 1 minute) FROM Transaction WHERE ${app} TIMESERIES` },
        { title: "Half, 95 % and 99 % are answered within", kind: "viz.line", width: 6, nrql: `SELECT percentile(duration, 50, 95, 99) FROM Transaction WHERE ${app} TIMESERIES` },
        { title: "Slowest routes", kind: "viz.table", width: 6, nrql: `SELECT percentile(duration, 95), count(*) FROM Transaction WHERE ${app} FACET name LIMIT 25` },
        { title: "Share that fails", kind: "viz.line", width: 3, nrql: `SELECT percentage(count(*), WHERE error IS true) FROM Transaction WHERE ${app} TIMESERIES` },
        { title: "Apdex", kind: "viz.billboard", width: 3, nrql: `SELECT apdex(duration, t: 0.5) FROM Transaction WHERE ${app}` },
        { title: "Errors by area", kind: "viz.bar", width: 6, nrql: `SELECT count(*) FROM TransactionError WHERE ${app} FACET area` },
        { title: "Errors by route", kind: "viz.table", width: 6, nrql: `SELECT count(*), latest(error.message) FROM TransactionError WHERE ${app} FACET route LIMIT 25` },
      ],
    },
    {
      name: "MaestroHub: database",
      description: "MongoDB: how much is asked, and how long it takes.",
      charts: [
        { title: "Operations a minute", kind: "viz.area", width: 6, nrql: metric(`rate(count(${timeslice}), 1 minute)`, "Datastore/MongoDB/all") },
        { title: "Mean time of an operation", kind: "viz.line", width: 6, nrql: metric(`average(${timeslice}) * 1000`, "Datastore/MongoDB/all") },
        { title: "Time by operation", kind: "viz.bar", width: 6, nrql: metric(`sum(${timeslice})`, "Datastore/operation/MongoDB/%", "metricTimesliceName").replace(" TIMESERIES", "") },
        { title: "Time by collection", kind: "viz.bar", width: 6, nrql: metric(`sum(${timeslice})`, "Datastore/statement/MongoDB/%", "metricTimesliceName").replace(" TIMESERIES", "") },
        { title: "Database calls a request", kind: "viz.line", width: 12, nrql: `SELECT average(databaseCallCount) FROM Transaction WHERE ${app} FACET name TIMESERIES` },
      ],
    },
    {
      name: "MaestroHub: external services",
      description: "Every provider, as the product calls it: how often, how long, how often in vain.",
      charts: [
        { title: "Calls by provider and operation", kind: "viz.area", width: 6, nrql: metric(`rate(count(${timeslice}), 1 minute)`, providers, "metricTimesliceName") },
        { title: "Mean time by operation, in ms", kind: "viz.line", width: 6, nrql: metric(`average(${timeslice}) * 1000`, providers, "metricTimesliceName") },
        { title: "Calls in vain", kind: "viz.bar", width: 6, nrql: metric(`count(${timeslice})`, "Custom/Provider/%/Failures", "metricTimesliceName").replace(" TIMESERIES", "") },
        { title: "Time spent outside", kind: "viz.line", width: 6, nrql: metric(`average(${timeslice}) * 1000`, "External/%/all", "metricTimesliceName") },
        { title: "Share of a request spent outside", kind: "viz.line", width: 12, nrql: `SELECT average(externalDuration) / average(duration) * 100 FROM Transaction WHERE ${app} FACET name TIMESERIES` },
      ],
    },
    {
      name: "MaestroHub: business",
      description: "Sign-ups, bookings, payments and searches. Values are dollars, about.",
      charts: [
        { title: "Bookings", kind: "viz.billboard", width: 3, nrql: `SELECT count(*) FROM BookingCreated WHERE ${app} COMPARE WITH 1 week ago` },
        { title: "Payments", kind: "viz.billboard", width: 3, nrql: `SELECT count(*), sum(value_usd) FROM PaymentCompleted WHERE ${app} COMPARE WITH 1 week ago` },
        { title: "Sign-ups", kind: "viz.billboard", width: 3, nrql: `SELECT count(*) FROM UserSignup WHERE ${app} COMPARE WITH 1 week ago` },
        { title: "Mean value of a booking", kind: "viz.billboard", width: 3, nrql: metric(`average(${timeslice})`, "Custom/Booking/AverageValue").replace(" TIMESERIES", "") },
        { title: "Bookings by category", kind: "viz.area", width: 6, nrql: `SELECT count(*) FROM BookingCreated WHERE ${app} FACET category TIMESERIES 1 day` },
        { title: "Sign-ups by role and market", kind: "viz.area", width: 6, nrql: `SELECT count(*) FROM UserSignup WHERE ${app} FACET role, market TIMESERIES 1 day` },
        { title: "Refunds, in dollars", kind: "viz.line", width: 6, nrql: metric(`sum(${timeslice})`, "Custom/Refund/Value") },
        { title: "Coaches found by a search", kind: "viz.line", width: 6, nrql: metric(`average(${timeslice})`, "Custom/Search/Results") },
      ],
    },
  ];
}

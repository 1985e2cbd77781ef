import { buildSchema } from "graphql";

/**
 * The part of NerdGraph with which dashboards are found, made and changed, in New Relic's names and types. What is not in
 * it is an error, as a misspelt field is there: https://docs.newrelic.com/docs/apis/nerdgraph/examples/nerdgraph-dashboards/
 */
export const nerdGraphSchema = buildSchema(`
  scalar EntityGuid
  scalar DashboardWidgetRawConfiguration

  type Query { actor: Actor }
  type Actor {
    user: User
    account(id: Int!): Account
    entity(guid: EntityGuid!): Entity
    entitySearch(query: String): EntitySearch
  }
  type User { id: Int email: String }
  type Account { id: Int name: String }
  type EntitySearch { count: Int query: String results: EntitySearchResult }
  type EntitySearchResult { entities: [EntityOutline] nextCursor: String }
  interface EntityOutline { guid: EntityGuid name: String accountId: Int }
  type DashboardEntityOutline implements EntityOutline { guid: EntityGuid name: String accountId: Int }
  interface Entity { guid: EntityGuid name: String accountId: Int }
  type DashboardEntity implements Entity { guid: EntityGuid name: String accountId: Int description: String permissions: DashboardPermissions pages: [DashboardPage!] }
  type DashboardPage { guid: EntityGuid name: String description: String widgets: [DashboardWidget!] }
  type DashboardWidget { id: ID! title: String visualization: DashboardWidgetVisualization layout: DashboardWidgetLayout rawConfiguration: DashboardWidgetRawConfiguration }
  type DashboardWidgetVisualization { id: String }
  type DashboardWidgetLayout { column: Int row: Int width: Int height: Int }

  type Mutation {
    dashboardCreate(accountId: Int!, dashboard: DashboardInput!): DashboardCreateResult
    dashboardUpdate(guid: EntityGuid!, dashboard: DashboardInput!): DashboardUpdateResult
    dashboardDelete(guid: EntityGuid!): DashboardDeleteResult
  }
  type DashboardCreateResult { entityResult: DashboardEntityResult errors: [DashboardError!] }
  type DashboardUpdateResult { entityResult: DashboardEntityResult errors: [DashboardError!] }
  type DashboardDeleteResult { status: DashboardDeleteStatus errors: [DashboardError!] }
  type DashboardEntityResult { guid: EntityGuid name: String accountId: Int permissions: DashboardPermissions }
  type DashboardError { description: String type: String! }
  enum DashboardPermissions { PRIVATE PUBLIC_READ_ONLY PUBLIC_READ_WRITE }
  enum DashboardDeleteStatus { SUCCESS FAILURE }

  input DashboardInput { name: String! description: String permissions: DashboardPermissions! pages: [DashboardPageInput!]! variables: [DashboardVariableInput!] }
  input DashboardVariableInput { name: String! title: String type: String }
  input DashboardPageInput { guid: EntityGuid name: String! description: String widgets: [DashboardWidgetInput!] }
  input DashboardWidgetInput { id: ID title: String visualization: DashboardWidgetVisualizationInput layout: DashboardWidgetLayoutInput rawConfiguration: DashboardWidgetRawConfiguration }
  input DashboardWidgetVisualizationInput { id: String }
  input DashboardWidgetLayoutInput { column: Int row: Int width: Int height: Int }
`);

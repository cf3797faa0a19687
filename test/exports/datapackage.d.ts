/** What the tests use of the validator for Frictionless Data Packages. */
declare module "datapackage" {
  interface Resource {
    name: string;
    descriptor: { rows: number };
    /** Rejects where a value does not fit the schema, or, with `relations`, a foreign key leads nowhere. */
    read(options: { relations: boolean }): Promise<unknown[][]>;
  }
  export interface Package {
    valid: boolean;
    errors: unknown[];
    resources: Resource[];
  }
  const library: { Package: { load(descriptor: string, options: { basePath: string }): Promise<Package> } };
  export default library;
}

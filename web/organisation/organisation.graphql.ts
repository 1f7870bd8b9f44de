import { graphql } from '../gql/index.ts';

export const Places = graphql(`
  query Places($region: Int!, $asOf: Day, $institutionsAfter: String) {
    regionPath(region: $region) { code name nameEn level }
    pools(region: $region, asOf: $asOf) { pool { id name nameEn } regions { code name nameEn } }
    institutions(region: $region, asOf: $asOf, first: 500, after: $institutionsAfter) {
      edges { node { id code name kind consortiumRole headcount consortium { id code name } } } pageInfo { ...Rest }
    }
  }
`);

export const PlaceHistory = graphql(`
  query PlaceHistory($region: Int!, $id: ID!, $asOf: Day) {
    institution(region: $region, id: $id, asOf: $asOf) {
      id code name kind consortiumRole headcount consortium { id name } departments { id code name }
      versions { id name kind validFrom validUntil }
      memberships { id role validFrom validUntil consortium { id name } }
      successions { on predecessor { id name } successor { id name } }
    }
  }
`);

export const People = graphql(`
  query People($region: Int!, $institution: ID, $text: String, $asOf: Day, $after: String) {
    people(region: $region, institution: $institution, text: $text, asOf: $asOf, first: 30, after: $after) {
      edges { cursor node { id code name identity department grade gradeName } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const OnePerson = graphql(`
  query OnePerson($region: Int!, $id: ID!) {
    person(region: $region, id: $id) {
      id code name idCard bankCard
      identities { id kind validFrom validUntil }
      assignments { id share main leader validFrom validUntil institution { id name } department { id name } postGrade { id code name } }
    }
  }
`);

export const Unmask = graphql(`
  mutation Unmask($region: Int!, $id: ID!, $purpose: String!) { unmaskPerson(region: $region, id: $id, purpose: $purpose) { idCard bankCard } }
`);

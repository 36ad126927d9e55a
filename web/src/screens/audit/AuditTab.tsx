import { Navigate } from '@tanstack/react-router';

/** The record has a place of its own in the navigation, for auditors who have no settings: the settings lead there. */
export function AuditTab() {
  return <Navigate to="/audit" replace />;
}

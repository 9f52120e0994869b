// What has to be said before there are rules; all other strings come with the rules (strings.json), and a site may override all.
export const STRINGS = {
  en: {
    loading: 'Loading the questions…',
    loadFailed: 'The questions could not be loaded ({why}).',
    version: 'These rules are of version {found}, this form reads version {wanted}. Compile the protocol again with the same release as this form.',
    notRules: 'This is not a bundle of rules for a form.',
  },
  de: {
    loading: 'Die Fragen werden geladen …',
    loadFailed: 'Die Fragen konnten nicht geladen werden ({why}).',
    version: 'Diese Regeln haben die Version {found}, dieses Formular liest Version {wanted}. Bitte das Protokoll mit derselben Ausgabe wie dieses Formular neu übersetzen.',
    notRules: 'Das sind keine Regeln für ein Formular.',
  },
};

//! Every rule, in the order of [`RuleId::ALL`].

use super::{
    Rule, RuleId,
    Topic::{Elsewhere, Family, Kept, Law, Mail, NotKept, WhoMaySee, YourPart},
};
use crate::words::Text;

/// Builds the table: id, `B`ehaviour and/or `S`hown, topic, section, English / Spanish.
macro_rules! rules {
    ($($id:ident $marks:literal $topic:ident $section:literal: $en:literal / $es:literal;)+) => {
        [$(Rule {
            id: RuleId::$id,
            section: $section,
            topic: $topic,
            statement: Text::new($en, $es),
            behaviour: has($marks, b'B'),
            shown: has($marks, b'S'),
        }),+]
    };
}

const fn has(marks: &str, mark: u8) -> bool {
    let marks = marks.as_bytes();
    let mut at = 0;
    while at < marks.len() {
        if marks[at] == mark {
            return true;
        }
        at += 1;
    }
    false
}

pub(super) static RULES: [Rule; RuleId::ALL.len()] = rules! {
    // The statute
    S1 "BS" WhoMaySee "(b)(1)":
        "Every record that shows who you are, or ties you to something you did at the library, is confidential. It does not matter whether it is on paper or in a computer." /
        "Todo registro que muestra quién es usted, o que lo relaciona con algo que hizo en la biblioteca, es confidencial. No importa si está en papel o en una computadora.";
    S2 "B" WhoMaySee "(b)(1)":
        "People who work for the library may look at your records only when their work for the library needs it." /
        "Quienes trabajan para la biblioteca pueden ver sus registros solo cuando su trabajo para la biblioteca lo exige.";
    S3 "BS" WhoMaySee "(b)(2)":
        "By law, nobody outside the library gets your information, with two exceptions: a court orders it, or you allow it in writing. Only the person whose information is in the record can give that permission." /
        "Por ley, nadie fuera de la biblioteca recibe su información, con dos excepciones: un tribunal lo ordena o usted lo permite por escrito. Solo la persona cuya información está en el registro puede dar ese permiso.";
    S4 "B" WhoMaySee "(b)(4)":
        "The library may publish counts of cards and loans, as long as nothing in them points to a person." /
        "La biblioteca puede publicar cifras de tarjetas y préstamos, siempre que nada en ellas señale a una persona.";
    S5 "S" WhoMaySee "(b)(3)":
        "This law covers libraries open to the public. It does not cover the libraries of schools, colleges and universities." /
        "Esta ley protege a quienes usan bibliotecas abiertas al público. No cubre las bibliotecas de escuelas y universidades.";
    S6 "B" WhoMaySee "(a)":
        "Once a year the library reports its numbers to the State Library Board. The report names no patron." /
        "Una vez al año la biblioteca informa sus cifras a la Junta de la Biblioteca Estatal. El informe no nombra a ningún usuario.";

    // Mansfield
    M1 "BS" Kept "Circulation Records and Handling of Personal Information":
        "We make and keep only the records we need to run the library well. We destroy records about you when we no longer need them, or when you have the answer you came for." /
        "Creamos y guardamos solo los registros que necesitamos para que la biblioteca funcione bien. Destruimos los registros sobre usted cuando ya no los necesitamos o cuando usted ya tiene la respuesta que buscaba.";
    M2 "S" WhoMaySee "Circulation Records and Handling of Personal Information":
        "What you ask us stays between us, whether you ask by phone, by e-mail or in person." /
        "Lo que usted nos pregunta queda entre nosotros, ya sea por teléfono, por correo electrónico o en persona.";
    M3 "B" Family "Circulation Records and Handling of Personal Information":
        "We give information about you and your loans only to you. For a patron under 18, we also give it to a parent or legal guardian." /
        "Damos información sobre usted y sus préstamos solo a usted. Si la persona tiene menos de 18 años, también a su madre, padre o tutor legal.";
    M4 "BS" NotKept "Third Party Services and Internet Communications":
        "We keep no record of what you do or search for on a computer." /
        "No guardamos ningún registro de lo que usted hace o busca en una computadora.";
    M5 "B" NotKept "Third Party Services and Internet Communications":
        "We count visits to our website and use of our online services. We never connect these counts to a person." /
        "Contamos las visitas a nuestro sitio web y el uso de nuestros servicios en línea. Nunca relacionamos esas cifras con una persona.";
    M6 "BS" Elsewhere "Third Party Services and Internet Communications":
        "When you use another company’s service through us, we tell it only that you are one of our patrons. We tell it nothing else about you, and we ask for contracts that respect our policy. Using the service means that you accept its terms, so please read its privacy policy first." /
        "Cuando usted usa por medio de nosotros un servicio de otra empresa, solo le decimos a esa empresa que usted usa nuestra biblioteca. No le damos ningún otro dato sobre usted y pedimos contratos que respeten nuestra política. Al usar el servicio usted acepta sus condiciones; lea antes su política de privacidad.";
    M7 "S" Elsewhere "Third Party Services and Internet Communications":
        "We cannot protect what you send to other computers over the internet, and we do not answer for the sites we link to." /
        "No podemos proteger lo que usted envía por internet a otras computadoras, y no respondemos por los sitios a los que enlazamos.";
    M8 "B" Law "Surrender of Records":
        "When a subpoena or order arrives, the Director takes it to the Town Manager and the Town Attorney. If its form is wrong, it must be put right first. Then they decide whether to fight it." /
        "Cuando llega una citación u orden, la dirección consulta al administrador y al abogado del municipio. Si tiene errores de forma, primero deben corregirse. Luego se decide si la biblioteca se opone.";
    M9 "B" Law "Surrender of Records":
        "In every other case, no person and no government agency gets your information unless you permit it." /
        "En cualquier otro caso, ninguna persona y ninguna oficina del gobierno recibe su información si usted no lo permite.";

    // An LCI member library
    L1 "S" YourPart "Confidentiality of Library Records":
        "This policy covers every kind of library card. When you visit the library or use its services, you agree to it." /
        "Esta política cubre todo tipo de tarjeta. Al visitar la biblioteca o usar sus servicios, usted la acepta.";
    L2 "BS" Kept "Information Collected Automatically":
        "When you use a public computer, we keep the date and time, how long you used it, and your print balance. We do not keep the sites you visit or your files." /
        "Cuando usted usa una computadora pública, guardamos la fecha y la hora, cuánto tiempo la usó y su saldo para imprimir. No guardamos los sitios que visita ni sus archivos.";
    L3 "BS" NotKept "Information Collected Automatically":
        "Statistics about our Wi-Fi and our website are made anonymous. We never tie them to you." /
        "Las estadísticas de nuestra red wifi y de nuestro sitio web se hacen anónimas. Nunca las relacionamos con usted.";
    L4 "S" YourPart "Information Provided by Patrons":
        "Please keep your details right and up to date." /
        "Mantenga sus datos correctos y al día.";
    L5 "BS" Kept "Information Provided by Patrons":
        "We ask you for your name, birth date, address, e-mail, phone number, and payment details when you pay; we give you a card number. When you apply for a card, we look at proof of where you live or work." /
        "Le pedimos su nombre, fecha de nacimiento, dirección, correo electrónico, teléfono y, cuando paga, los datos del pago; le damos un número de tarjeta. Cuando solicita la tarjeta, revisamos un comprobante de dónde vive o trabaja.";
    L6 "B" Kept "Information Provided by Patrons":
        "We also hold your loans, holds and fees, the events you sign up for, payments and gifts, messages you send us, and things you create and share with us." /
        "También tenemos sus préstamos, reservas y cargos, los eventos en los que se inscribe, pagos y donaciones, los mensajes que nos envía y lo que usted crea y comparte con nosotros.";
    L7 "B" WhoMaySee "Information Provided by Patrons":
        "Your password or PIN is stored in a form that our staff cannot read." /
        "Su contraseña o PIN se guarda de una forma que nuestro personal no puede leer.";
    L8 "S" Kept "Information Provided by Patrons":
        "We may keep questions that people ask, to train staff and improve our service. As a rule, these hold nothing that says who asked." /
        "Podemos guardar preguntas de los usuarios para capacitar al personal y mejorar el servicio. Por lo general, no contienen nada que diga quién preguntó.";
    L9 "BS" Elsewhere "Retention of Library Records; Computer Records":
        "We keep records only as long as we need them. Some information may stay longer in backups, on paper, or because the law requires it. We cannot promise that what we delete is also deleted from the backup or offsite servers of our group of libraries and its vendors." /
        "Guardamos los registros solo mientras los necesitamos. Algunos datos pueden permanecer más tiempo en copias de respaldo, en papel o porque la ley lo exige. No podemos prometer que lo que borramos también se borre de los servidores externos o de respaldo de nuestro grupo de bibliotecas y de sus proveedores.";
    L10 "B" WhoMaySee "Computer Records; Paper Records":
        "Only authorized staff and vendors can reach our computer records, and only staff see your personal data." /
        "Solo el personal y los proveedores autorizados tienen acceso a los registros en computadora, y solo el personal ve sus datos personales.";
    L11 "S" Kept "Paper Records":
        "Papers with your personal information are shredded once they are in the computer." /
        "Los papeles con sus datos personales se trituran después de pasarlos a la computadora.";
    L12 "BS" WhoMaySee "Disclosure of Personal Information":
        "We do not give away, sell or share your personal data, unless the law requires it or you asked us for something that needs it." /
        "No entregamos, vendemos ni compartimos sus datos personales, salvo que la ley lo exija o que usted nos pida algo que lo necesite.";
    L13 "B" WhoMaySee "Disclosure of Personal Information":
        "Your database searches, your questions to a librarian, your loans from other libraries and your use of our rooms and services are protected too." /
        "También están protegidas sus búsquedas en bases de datos, sus consultas al bibliotecario, sus préstamos de otras bibliotecas y su uso de nuestras salas y servicios.";
    L14 "B" Family "Children’s Personal Information":
        "A parent or guardian who wants to see a child’s account needs the child’s library card: online, by phone or in person. In person, photo ID of the adult who co-signed the card will do instead." /
        "La madre, el padre o el tutor que quiera ver la cuenta de un menor necesita la tarjeta del menor: en línea, por teléfono o en persona. En persona basta una identificación con foto del adulto que firmó la solicitud de la tarjeta.";
    L15 "B" Law "Disclosure to Law Enforcement":
        "If the police ask about you, our staff tell them nothing and call the Director at once. Only the Director, or someone the Director names, may deal with the request, and a lawyer is asked before anything is done." /
        "Si la policía pregunta por usted, nuestro personal no dice nada a la policía y avisa de inmediato a la dirección. Solo la dirección, o quien ella designe, puede atender la solicitud, y antes de actuar se consulta a un abogado.";
    L16 "B" Law "Disclosure to Law Enforcement":
        "Without a subpoena or court order, the Director explains our policy and the law, and says that one is needed. With one, a lawyer reviews it at once, and the Director decides on that advice." /
        "Sin una citación u orden judicial, la dirección explica nuestra política y la ley, y dice que hace falta una. Si la hay, un abogado la revisa de inmediato y la dirección decide según su consejo.";
    L17 "B" Family "Disclosure to Other Individuals":
        "A friend or relative who helps you must bring your library card. They are told only what the errand needs, and never your phone number, address, e-mail or other private details." /
        "Un amigo o familiar que le ayuda debe traer su tarjeta de la biblioteca. Solo se le dice lo necesario para el trámite, y nunca su teléfono, dirección, correo electrónico ni otros datos privados.";
    L18 "B" Family "Disclosure to Other Individuals":
        "Someone who offers to pay what you owe is told the amount and nothing else." /
        "A quien ofrece pagar lo que usted debe se le dice el monto y nada más.";
    L19 "B" YourPart "Disclosure to Other Individuals":
        "If your card is lost or stolen, tell us at once. Whoever has it may be able to learn about you." /
        "Si pierde su tarjeta o se la roban, avísenos de inmediato. Quien la tenga podría conocer datos suyos.";
    L20 "B" YourPart "Disclosure to Patrons":
        "You can check or change your details at the desk. Bring photo ID, so that nobody else can do it in your name." /
        "Usted puede revisar o cambiar sus datos en el mostrador. Traiga una identificación con foto, para que nadie más lo haga en su nombre.";
    L21 "B" YourPart "Disclosure to Patrons":
        "You need your library card to see your account online or to ask about it by phone. In person, photo ID will do instead." /
        "Necesita su tarjeta de la biblioteca para ver su cuenta en línea o preguntar por ella por teléfono. En persona basta una identificación con foto.";
    L22 "B" WhoMaySee "Disclosure to Patrons":
        "By phone we speak only about checkouts, holds and fines, and only to a caller who gives the card number or calls from the phone number on the record." /
        "Por teléfono hablamos solo de préstamos, reservas y multas, y solo con quien da el número de la tarjeta o llama desde el teléfono que consta en el registro.";
    L23 "S" YourPart "Disclosure to the Public":
        "What you choose to share, such as a book list or a review, is public." /
        "Lo que usted decide compartir, como una lista de libros o una reseña, es público.";
    L24 "BS" Elsewhere "Disclosure to Third-Party Electronic Services":
        "Some online services need to know that you are our patron. They may get your name, your card number, whether your card is active, and a number that stands for you. They may keep their own record of what you use there." /
        "Algunos servicios en línea necesitan saber que usted usa nuestra biblioteca. Pueden recibir su nombre, su número de tarjeta, si su tarjeta está activa y un número que corresponde a usted. Pueden guardar su propio registro de lo que usted usa allí.";
    L25 "B" Law "Wellness Checks":
        "If we have reason to fear that you are in immediate danger, we may give the police your name, phone number and address so that they can check on you. We tell them nothing more." /
        "Si tenemos motivos para temer que usted corre un peligro inmediato, podemos dar a la policía su nombre, teléfono y dirección para que compruebe que está bien. No damos a la policía ningún otro dato.";
    L26 "B" Mail "Library Communications":
        "We write to you only about your loans and about the library." /
        "Le escribimos solo sobre sus préstamos y sobre la biblioteca.";
    L27 "BS" Mail "Email Circulation Notifications":
        "You can borrow without giving us an e-mail address. If you give one, you agree to get receipts and notices about holds, renewals and overdue items. You can say no at any time." /
        "Puede pedir prestado sin darnos un correo electrónico. Si nos lo da, acepta recibir recibos y avisos de reservas, renovaciones y atrasos. Puede decir que no en cualquier momento.";
    L28 "BS" Mail "Email Newsletters and Other Updates":
        "Newsletters come only if you ask for them, each one separately. To send them, we share your name and e-mail address with a newsletter service, which must use the security that is standard in its field." /
        "Los boletines llegan solo si usted los pide, cada uno por separado. Para enviarlos compartimos su nombre y correo electrónico con un servicio de boletines, que debe usar la seguridad habitual del sector.";
    L29 "B" Mail "Email Newsletters and Other Updates":
        "Every newsletter has a link to stop it. You can also ask us to stop it, at any time." /
        "Cada boletín tiene un enlace para dejar de recibirlo. También puede pedirnos que lo cancelemos, en cualquier momento.";
    L30 "B" YourPart "Email Newsletters and Other Updates":
        "If someone breaks into data about our patrons, we tell everyone who may be affected." /
        "Si alguien accede sin permiso a datos de nuestros usuarios, avisamos a todas las personas que puedan estar afectadas.";
    L31 "BS" Mail "Mailings":
        "By post we send bills for lost items, mostly when e-mail does not work, and a small amount of news about the library." /
        "Por correo postal enviamos cobros por materiales perdidos, sobre todo cuando el correo electrónico no funciona, y unas pocas noticias de la biblioteca.";

    // Putnam
    P1 "B" WhoMaySee "No. 1":
        "What you have out, on hold, late or on loan from elsewhere is confidential: the titles, and also how many." /
        "Lo que usted tiene en préstamo, reservado, vencido o pedido a otra biblioteca es confidencial: los títulos y también la cantidad.";
    P2 "B" WhoMaySee "No. 2":
        "What you told us to get your card is confidential." /
        "Lo que usted nos dijo para obtener su tarjeta es confidencial.";
    P3 "BS" WhoMaySee "No. 3":
        "Any trace of what you looked at on the internet at our public computers is confidential." /
        "Cualquier rastro de lo que usted vio en internet en nuestras computadoras públicas es confidencial.";

    // Canton
    C1 "B" WhoMaySee "Patron Privacy and Confidentiality of Library Records":
        "No person, organization or agency gets your records, unless a legal process that the law allows requires it." /
        "Ninguna persona, organización u oficina recibe sus registros, salvo que lo exija un proceso legal permitido por la ley.";
    C2 "B" Law "Law Enforcement Requests":
        "The Director handles every request from the police. Staff pass it on at once and say nothing until they are allowed to. The Director acts on a lawyer’s advice." /
        "La dirección atiende toda solicitud de la policía. El personal la transmite de inmediato y no dice nada hasta tener autorización. La dirección actúa según el consejo de un abogado.";
    C3 "B" WhoMaySee "Disclosure to outside parties":
        "Our staff and volunteers never give a member of the public any information about you." /
        "Nuestro personal y nuestros voluntarios nunca dan al público ninguna información sobre usted.";
    C4 "BS" Elsewhere "Disclosure to outside parties":
        "We never sell your contact details or pass them on." /
        "Nunca vendemos sus datos de contacto ni los entregamos a otros.";
    C5 "B" Mail "Collection and use of contact information":
        "We ask for your contact details only to manage your loans: notices before and after the due date, bills, and word that a hold is ready. Anything else, such as a newsletter, comes only if you ask for it." /
        "Pedimos sus datos de contacto solo para manejar sus préstamos: avisos antes y después de la fecha de devolución, cobros y avisos de que una reserva está lista. Todo lo demás, como un boletín, llega solo si usted lo pide.";
    C6 "S" Elsewhere "Non-Library Websites":
        "We do not answer for the privacy or safety of the sites we link to." /
        "No respondemos por la privacidad ni la seguridad de los sitios a los que enlazamos.";

    // Wethersfield
    W1 "S" Kept "Confidentiality of Records Policy":
        "We keep records about loans for two reasons only: to look after the library’s property, and to build a good collection." /
        "Guardamos registros de préstamos solo por dos razones: cuidar los bienes de la biblioteca y formar una buena colección.";
    W2 "B" WhoMaySee "Confidentiality of Records Policy":
        "Your name, address and phone number, what you borrow and what you owe are confidential." /
        "Su nombre, dirección y teléfono, lo que pide prestado y lo que debe son confidenciales.";
    W3 "B" Family "Confidentiality of Records Policy":
        "We give personal information about you only to you. Until you come of age, your parent or guardian can have it too." /
        "Damos su información personal solo a usted. Hasta que usted sea mayor de edad, también pueden recibirla su madre, su padre o su tutor.";
    W4 "B" WhoMaySee "Confidentiality of Records Policy":
        "Relatives, police and reporters are refused, however good their reasons sound." /
        "A familiares, policías y periodistas se les dice que no, por buenas que parezcan sus razones.";
    W5 "B" Law "Notification of Library Director":
        "Any employee who gets a request or a court paper about records tells the Director at once, or the most senior person in charge." /
        "Todo empleado que recibe una solicitud o un documento judicial sobre registros avisa de inmediato a la dirección o a la persona de mayor rango a cargo.";
    W6 "B" Law "Action by the Library Director":
        "The Director reviews each request without delay, asks the town attorney where needed, and answers it." /
        "La dirección revisa cada solicitud sin demora, consulta al abogado del municipio cuando hace falta y responde.";
    W7 "B" Law "Requests for Library Records; Authority for Policy":
        "Records are released only when good cause has been shown in court. A lawyer checks both the form and the cause; what is wrong must be put right first, and the library may fight the order." /
        "Los registros se entregan solo cuando se ha demostrado una causa justificada ante un tribunal. Un abogado revisa la forma y la causa; lo que está mal debe corregirse antes, y la biblioteca puede oponerse a la orden.";
    W8 "B" WhoMaySee "Confidentiality of Staff Records":
        "What our employees borrow for themselves is confidential too. A staff card with special privileges may be checked for proper use by the Collection Services Manager." /
        "Lo que nuestros empleados piden prestado para sí también es confidencial. La persona responsable de servicios de la colección puede revisar el buen uso de una tarjeta de personal con privilegios especiales.";
};

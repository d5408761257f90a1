import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;

/** Tags documents one after another in one process: CONFIG LIST, a line of LIST being "file TAB day". */
public class HeidelTimeWarm {
    public static void main(String[] args) throws Exception {
        HeidelTimeStandalone tagger = new HeidelTimeStandalone(
            Language.ENGLISH, DocumentType.NEWS, OutputType.TIMEML, args[0], POSTagger.TREETAGGER);
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            String[] parts = line.split("\t");
            String text = Files.readString(Path.of(parts[0]));
            long began = System.nanoTime();
            String tagged = tagger.process(text, new SimpleDateFormat("yyyy-MM-dd").parse(parts[1]));
            double spent = (System.nanoTime() - began) / 1e9;
            Files.writeString(Path.of(parts[0] + ".tml"), tagged);
            System.out.println("spent\t" + parts[0] + "\t" + spent);
        }
    }
}
